using System.Collections.Immutable;
using OnChipLearn.Board.Energy;
using OnChipLearn.Board.Rails;

namespace OnChipLearn.Board.Workloads;

/// <summary>What the energy model says about an inference whose energy was published, beside the published figure.</summary>
/// <param name="Published">The figure.</param>
/// <param name="Joules">The model's energy, J.</param>
/// <param name="SigmaJoules">Its standard uncertainty, J.</param>
/// <param name="Watts">The model's mean power of the chip, W.</param>
public sealed record PlausibilityCheck(PublishedFigure Published, double Joules, double SigmaJoules, double Watts);

/// <summary>
/// One MNIST inference (256-246-10, 16x16 pixels, one spike per lit pixel, host in the loop, PPUs asleep) as activity. Rates and energies
/// are published, spike counts are estimates: 30 % of the pixels lit; 20 hidden spikes with surrogate gradients, 100 with first-spike times.
/// </summary>
public static class MnistInferenceEstimate
{
    private const int Pixels = 256;
    private const double LitFraction = 0.3;
    private const int Hidden = 246;
    private const int Outputs = 10;
    private const int RowsPerSpike = 2;
    private const int Processors = 2;
    private const int NanosecondsPerCycle = 4;
    private const double FastRate = 50_000;
    private const int HiddenSpikesSurrogate = 20;
    private const int HiddenSpikesFirstSpike = 100;

    /// <summary>The model beside every published energy per inference.</summary>
    public static ImmutableArray<PlausibilityCheck> Checks(EnergyTable table) =>
        [.. PublishedFigures.All.Where(figure => figure is { Per: "inference", SamplesPerSecond: not null }).Select(figure => Check(table, figure))];

    private static PlausibilityCheck Check(EnergyTable table, PublishedFigure figure)
    {
        var meter = new EnergyMeter(table, new RailTrace(1));
        var rate = figure.SamplesPerSecond!.Value;
        var nanoseconds = (long)(1e9 / rate);
        meter.Record(nanoseconds, EnergyPhase.Inference, Counts(nanoseconds, rate > FastRate ? HiddenSpikesSurrogate : HiddenSpikesFirstSpike));
        var report = EnergyReport.Of(meter);
        return new PlausibilityCheck(figure, report.Joules, report.SigmaJoules, report.MeanWatts);
    }

    private static ActivityCounts Counts(long nanoseconds, int hiddenSpikes)
    {
        const int InputSpikes = (int)(Pixels * LitFraction);
        ActivityCounts counts = default;
        counts[Activity.LinkEventsToChip] = InputSpikes;
        counts[Activity.DriverEvents] = InputSpikes + hiddenSpikes;
        counts[Activity.SynapticEvents] = RowsPerSpike * ((InputSpikes * Hidden) + (hiddenSpikes * Outputs));
        counts[Activity.NeuronSpikes] = hiddenSpikes + Outputs;
        counts[Activity.CrossbarEvents] = InputSpikes + (3 * (hiddenSpikes + Outputs));
        counts[Activity.LinkEventsFromChip] = hiddenSpikes + Outputs;
        counts[Activity.PpuIdleCycles] = Processors * nanoseconds / NanosecondsPerCycle;
        return counts;
    }
}
