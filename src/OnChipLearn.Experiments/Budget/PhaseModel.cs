using OnChipLearn.EventProp.Tasks;
using OnChipLearn.Experiments.FirmwareHost;

namespace OnChipLearn.Experiments.Budget;

/// <summary>
/// Cycles per sample of a rule, optimizer, path and batch as a function of what the samples are like. The firmware's arrays have the size of the layout,
/// so that work per sample and per update is constant but for what events cost: in FirstSpike their decoding, in EventReplay also the replay
/// (<see cref="SpikeCounts"/>). Coefficients come from short runs on the cycle model at several sizes of the hidden layer; they are measured when asked
/// for, never stored, so that they cannot grow old. FirstSpike interpolates between the sizes, EventReplay takes the least squares over all runs.
/// </summary>
public sealed class PhaseModel
{
    private const int Sizes = 4;
    private const int ReplaySeeds = 3;
    private const int LeastSamples = 96;
    private const int LeastReplaySamples = 32;

    private readonly PhaseMeasurement[] runs;
    private readonly double[][][] coefficients = [];
    private readonly YinYang data;

    /// <summary>Measures the coefficients for the rule, optimizer, path and batch of a network.</summary>
    public PhaseModel(NetworkDemand demand, YinYang data)
    {
        this.data = data;
        var largest = ResourceLimits.LargestHidden(demand with { SpikesPerSample = null, Recurrent = null });
        var sizes = Enumerable.Range(1, Sizes).Select(part => demand with { Hidden = largest * part / Sizes, SpikesPerSample = null });
        if (demand.Rule != EventReplayRule.RuleName)
        {
            runs = [.. sizes.Select(size => PhaseMeasurement.Run(size, data, 1, LeastSamples))];
            return;
        }

        runs = [.. sizes.SelectMany(size => Enumerable.Range(1, ReplaySeeds).Select(seed => PhaseMeasurement.Run(
            size with { Recurrent = Math.Min(demand.RecurrentNeurons, size.Hidden) }, data, (ulong)seed, LeastReplaySamples)))];
        double[][] rows = [.. runs.Select(run => run.Counts.ToRow())];
        coefficients = [.. Enumerable.Range(0, FirmwareBytes.Processors.Count).Select(processor => Fit(rows, processor))];
    }

    /// <summary>
    /// What the samples of a network's training are like, scaled to the spikes per sample if they are told. For rule event-replay that training runs on the
    /// host, without the processors' cycles: how often neurons spike more than once, and what learning makes of it, follows from no formula.
    /// </summary>
    public SpikeCounts CountsOf(NetworkDemand demand)
    {
        SpikeCounts counts;
        if (demand.Rule == EventReplayRule.RuleName)
        {
            counts = PhaseMeasurement.Count(demand, data, demand.Seed, demand.Samples);
        }
        else
        {
            var (from, to, fraction) = Around(demand.Hidden, static run => run.Hidden);
            counts = from.Counts with { Events = from.Counts.Events + ((to.Counts.Events - from.Counts.Events) * fraction) };
        }

        return demand.SpikesPerSample is { } spikes ? counts.WithSpikes(spikes, demand.Inputs) : counts;
    }

    /// <summary>Phases of top and bottom processor for samples of this kind.</summary>
    public IReadOnlyList<SamplePhases> Predict(SpikeCounts counts)
    {
        if (coefficients.Length > 0)
        {
            var row = counts.ToRow();
            return [.. coefficients.Select(phases => SamplePhases.From([.. phases.Select(phase => LeastSquares.Value(phase, row))]))];
        }

        var (from, to, fraction) = Around(counts.Events, static run => run.Counts.Events);
        return [.. from.Processors.Zip(to.Processors, (a, b) => SamplePhases.From(
            [.. a.ToArray().Zip(b.ToArray(), (low, high) => low + ((high - low) * fraction))]))];
    }

    private double[][] Fit(double[][] rows, int processor)
    {
        double[][] phases = [.. runs.Select(run => run.Processors[processor].ToArray())];
        return [.. Enumerable.Range(0, phases[0].Length).Select(phase => LeastSquares.Fit(rows, [.. phases.Select(run => run[phase])]))];
    }

    /// <summary>The runs around a value, or the two nearest ones, and where the value lies between them (0 to 1 inside).</summary>
    private (PhaseMeasurement From, PhaseMeasurement To, double Fraction) Around(double value, Func<PhaseMeasurement, double> coordinate)
    {
        var upper = 1;
        while (upper < runs.Length - 1 && value > coordinate(runs[upper]))
        {
            upper++;
        }

        double low = coordinate(runs[upper - 1]), high = coordinate(runs[upper]);
        return (runs[upper - 1], runs[upper], (value - low) / (high - low));
    }
}
