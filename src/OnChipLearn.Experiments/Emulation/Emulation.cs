using System.Globalization;
using OnChipLearn.Analog;
using OnChipLearn.Analog.Events;
using OnChipLearn.Analog.Imperfection;
using OnChipLearn.Analog.Networks;

namespace OnChipLearn.Experiments.Emulation;

/// <summary>A spike of an emulation.</summary>
/// <param name="Layer">hidden or output.</param>
/// <param name="Neuron">Number in its layer.</param>
/// <param name="TimeUs">Physical spike in microseconds after the start.</param>
/// <param name="Tick">Time stamp in 8 ns ticks.</param>
public sealed record EmulatedSpike(string Layer, int Neuron, double TimeUs, int Tick);

/// <summary>Result of one emulation.</summary>
/// <param name="Spikes">Spikes in order.</param>
/// <param name="TraceTimesUs">Times of the trace samples.</param>
/// <param name="TracesVolt">One trace per recorded neuron, membrane potential in volts.</param>
public sealed record EmulationResult(IReadOnlyList<EmulatedSpike> Spikes, double[] TraceTimesUs, double[][] TracesVolt)
{
    /// <summary>Spikes as CSV: layer, neuron, time_us, tick.</summary>
    public void WriteSpikes(string path) => File.WriteAllLines(path, Spikes
        .Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Layer},{s.Neuron},{s.TimeUs:F6},{s.Tick}"))
        .Prepend("layer,neuron,time_us,tick_8ns"));

    /// <summary>Traces as CSV: time_us, then one column per recorded neuron in volts.</summary>
    public void WriteTraces(string path, IReadOnlyList<TracedNeuron> traced) => File.WriteAllLines(path, TraceTimesUs
        .Select((t, k) => string.Join(',', TracesVolt.Select(trace => trace[k].ToString("F6", CultureInfo.InvariantCulture)).Prepend(t.ToString("F3", CultureInfo.InvariantCulture))))
        .Prepend(string.Join(',', traced.Select(t => $"{t.Layer}_{t.Neuron}_v").Prepend("time_us"))));
}

/// <summary>Runs the network of a stimulus once on a chip.</summary>
public static class Emulation
{
    /// <summary>Runs a stimulus.</summary>
    public static EmulationResult Run(ChipInstance chip, Stimulus stimulus)
    {
        FeedForwardNetwork network = new(chip, stimulus.HiddenWeights.Length, stimulus.OutputWeights.Length, stimulus.OutputWeights[0].Length, stimulus.Neuron);
        for (int h = 0; h < network.Hidden; h++)
        {
            for (int k = 0; k < network.Inputs; k++)
            {
                network.SetHiddenWeight(k, h, stimulus.HiddenWeights[k][h]);
            }

            for (int o = 0; o < network.Outputs; o++)
            {
                network.SetOutputWeight(h, o, stimulus.OutputWeights[h][o]);
            }
        }

        (int, int)[] events = [.. stimulus.Events.Select(e => (e.Input, StimulusFile.Tick(e.TimeUs)))];
        network.RunTrial(stimulus.Trial, events, 0);
        long step = Math.Max(1, (long)Math.Round(stimulus.TraceStepUs * PpuClock.CyclesPerMicrosecond));
        long duration = (long)Math.Round(stimulus.DurationUs * PpuClock.CyclesPerMicrosecond);
        int samples = stimulus.Traces.Length == 0 ? 0 : (int)(duration / step) + 1;
        double[] times = new double[samples];
        double[][] traces = [.. stimulus.Traces.Select(_ => new double[samples])];
        long start = network.TrialStart + 1;
        for (int n = 0; n < samples; n++)
        {
            network.Core.AdvanceTo(start + (n * step));
            times[n] = PpuClock.Microseconds(n * step);
            for (int k = 0; k < traces.Length; k++)
            {
                TracedNeuron traced = stimulus.Traces[k];
                traces[k][n] = network.Core.MembraneVolt(traced.Layer == "hidden" ? 0 : 1, 2 * traced.Neuron);
            }
        }

        network.Core.AdvanceTo(start + duration);
        List<EmulatedSpike> spikes = new(network.Spikes.Length);
        foreach (NeuronSpike spike in network.Spikes)
        {
            spikes.Add(new EmulatedSpike(spike.Hemisphere == 0 ? "hidden" : "output", spike.Column / 2, PpuClock.Microseconds(spike.Time - start), network.TickOf(spike)));
        }

        return new EmulationResult(spikes, times, traces);
    }
}
