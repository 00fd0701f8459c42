using OnChipLearn.Analog;
using OnChipLearn.Chip.Configuration;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Firmware.Rules.EventReplay;
using OnChipLearn.Firmware.Rules.FirstSpike;
using OnChipLearn.Firmware.Trials;
using PpuSim.AddressMap;

namespace OnChipLearn.Experiments.Budget;

/// <summary>
/// What the layouts of the two rules (<see cref="FirstSpikeNetwork"/>, <see cref="EventReplayNetwork"/>), the buffers of the firmware and the SRAM leave
/// room for.
/// </summary>
public static class ResourceLimits
{
    private const int WeightsPerOmnibusWord = 4;

    /// <summary>All limits of a network; it fits if each of them holds.</summary>
    public static IReadOnlyList<ResourceLimit> Of(NetworkDemand demand)
    {
        bool replay = demand.Rule == EventReplayRule.RuleName;
        int lanes = replay ? ReplayFormat.HiddenCapacity : FirstSpikeFormat.HiddenCapacity;
        var limits = new List<ResourceLimit>
        {
            new("hidden neurons: lanes of the rule's vectors on even columns of the top hemisphere", demand.Hidden, lanes),
            new("drivers of the bottom hemisphere: one signed row pair per hidden neuron", demand.Hidden, ArrayGeometry.Drivers),
            new("output weights in one Omnibus word per row", demand.Outputs, WeightsPerOmnibusWord),
            new("labels of inputs", demand.Inputs, (int)SpikeLabels.Number + 1),
            new("drivers of the top hemisphere for inputs", demand.Inputs * demand.Duplication, replay ? ReplayFormat.FirstRecurrentDriver : ArrayGeometry.Drivers),
            new("inputs that the firmware is built for", demand.Inputs, FirstSpikeFormat.Inputs, Exact: true),
            new("outputs that the firmware is built for", demand.Outputs, FirstSpikeFormat.Outputs, Exact: true),
            new("rows per input that the firmware is built for", demand.Duplication, FirstSpikeFormat.Duplication, Exact: true),
            EventBuffer(demand, replay),
        };
        if (replay || demand.RecurrentNeurons > 0)
        {
            limits.Add(new("recurrent neurons", demand.RecurrentNeurons, Math.Min(replay ? ReplayFormat.RecurrentCapacity : 0, demand.Hidden)));
        }

        if (replay && demand.Optimizer != NetworkDemand.Adaptive)
        {
            limits.Add(new("momentum states of rule " + demand.Rule, 1, 0));
        }

        for (var processor = 0; processor < FirmwareBytes.Processors.Count; processor++)
        {
            limits.Add(new($"SRAM of the {FirmwareBytes.Processors[processor]} processor (bytes)", FirmwareBytes.Predict(demand, processor), FirmwareBytes.Available(demand)));
        }

        return limits;
    }

    /// <summary>The most hidden neurons with which everything else of the demand fits; 0 if there is no such number.</summary>
    public static int LargestHidden(NetworkDemand demand)
    {
        var hidden = ArrayGeometry.Columns;
        while (hidden > 0 && !Of(demand with { Hidden = hidden, SpikesPerSample = null }).All(limit => limit.Holds))
        {
            hidden--;
        }

        return hidden;
    }

    /// <summary>Refuses a network that does not fit, with the numbers and the largest that would.</summary>
    /// <exception cref="ExperimentInputException">It does not fit.</exception>
    public static void Require(string where, NetworkDemand demand)
    {
        demand.Validate();
        if (Of(demand).FirstOrDefault(limit => !limit.Holds) is not { } broken)
        {
            return;
        }

        var largest = LargestHidden(demand);
        var advice = largest == 0 ? "no number of hidden neurons would fit" : $"the largest network of this kind has {largest} hidden neurons";
        throw new ExperimentInputException(
            where, $"hidden {demand.Hidden}, {broken.Resource}", broken.Needed, $"{(broken.Exact ? "exactly" : "at most")} {broken.Available}; {advice}");
    }

    // One spike per neuron at most in FirstSpike; the recorder's copies of the input events come before those that the chip sends back.
    private static ResourceLimit EventBuffer(NetworkDemand demand, bool replay)
    {
        var spikes = demand.SpikesPerSample is { } known ? (int)Math.Ceiling(known) : demand.Hidden + demand.Outputs;
        if (demand.SpikePath == "event-fifo")
        {
            var queue = FirmwareRules.Named(demand.Rule).QueueWords;
            return new ResourceLimit("words of the event queue per trial", demand.Inputs + spikes + 1, queue);
        }

        var words = (int)TrialRecordMap.HeaderWords + (2 * demand.Inputs) + spikes;
        return new ResourceLimit("words of a trial's record", words, replay ? new TrialConfiguration().RecordWords : DramAcquisition.LoadedWords);
    }
}
