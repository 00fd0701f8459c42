using System.Collections.Immutable;
using OnChipLearn.Board.Energy;
using OnChipLearn.Board.Rails;

namespace OnChipLearn.Experiments.Energy;

/// <summary>What one consumer takes of a sample's energy.</summary>
/// <param name="Consumer">Name of the activity, or <see cref="EnergyReport.Standby"/>.</param>
/// <param name="Count">Events per sample; 0 for standby.</param>
/// <param name="Joules">Energy per sample, J.</param>
/// <param name="SigmaJoules">Its standard uncertainty, from the entry of the energy table, J.</param>
/// <param name="Evidence">What the entry rests on.</param>
public sealed record ConsumerShare(string Consumer, double Count, double Joules, double SigmaJoules, Evidence Evidence);

/// <summary>What one rail supplies of a sample's energy, J.</summary>
public sealed record RailShare(string Rail, double Joules, double SigmaJoules);

/// <summary>Energy per sample, with the uncertainty of the energy table; counts have none.</summary>
/// <param name="Samples">Samples that the means are over.</param>
/// <param name="Microseconds">Chip time per sample; 0 for a difference of work.</param>
/// <param name="Joules">Energy per sample, J.</param>
/// <param name="SigmaJoules">Its standard uncertainty; entries of the table are independent.</param>
/// <param name="Consumers">By consumer, the largest first.</param>
/// <param name="Rails">By rail.</param>
public sealed record SampleEnergy(
    long Samples, double Microseconds, double Joules, double SigmaJoules, ImmutableArray<ConsumerShare> Consumers, ImmutableArray<RailShare> Rails)
{
    private const double NanosecondsPerSecond = 1e9;
    private const double MicrosecondsPerSecond = 1e6;

    /// <summary>Means over the samples that a phase has finished; null if there is none.</summary>
    public static SampleEnergy? Of(EnergyMeter meter, EnergyPhase phase)
    {
        var samples = meter.Samples(phase);
        return samples == 0 ? null : Of(meter.Table, samples, PerSample(meter, phase), Seconds(meter, phase));
    }

    /// <summary>
    /// The work that a sample of one phase takes beyond one of another: counts are subtracted, so that common uncertainty cancels. What is paid
    /// for time (standing power, stalls, sleep) is left out: how far emulation and learning overlap decides it, not the work.
    /// </summary>
    public static SampleEnergy? Difference(EnergyMeter meter, EnergyPhase more, EnergyPhase less)
    {
        if (meter.Samples(more) == 0 || meter.Samples(less) == 0)
        {
            return null;
        }

        var counts = PerSample(meter, more).Zip(PerSample(meter, less), (a, b) => a - b).ToArray();
        counts[(int)Activity.PpuStallCycles] = 0;
        counts[(int)Activity.PpuIdleCycles] = 0;
        return Of(meter.Table, meter.Samples(more), counts, 0);
    }

    private static double Seconds(EnergyMeter meter, EnergyPhase phase) => meter.Nanoseconds(phase) / NanosecondsPerSecond / meter.Samples(phase);

    private static double[] PerSample(EnergyMeter meter, EnergyPhase phase)
    {
        var counts = new double[ActivityCounts.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = meter.Counts(phase)[i] / (double)meter.Samples(phase);
        }

        return counts;
    }

    private static SampleEnergy Of(EnergyTable table, long samples, double[] counts, double seconds)
    {
        var standby = table.Standby;
        var consumers = Enumerable.Range(0, counts.Length).Where(i => counts[i] != 0)
            .Select(i => (Activity: (Activity)i, Count: counts[i], Entry: table[(Activity)i]))
            .Select(row => new ConsumerShare(
                row.Activity.ToString(), row.Count, row.Count * row.Entry.Value, Math.Abs(row.Count) * row.Entry.Sigma, row.Entry.Evidence))
            .Append(new ConsumerShare(EnergyReport.Standby, 0, standby.Value * seconds, standby.Sigma * seconds, standby.Evidence))
            .OrderByDescending(consumer => consumer.Joules)
            .ToImmutableArray();
        return new SampleEnergy(
            samples, seconds * MicrosecondsPerSecond, consumers.Sum(consumer => consumer.Joules), Root(consumers.Select(consumer => consumer.SigmaJoules)), consumers,
            [.. RailSpecification.All.Select(rail => OfRail(table, rail, counts, seconds))]);
    }

    private static RailShare OfRail(EnergyTable table, RailSpecification rail, double[] counts, double seconds)
    {
        var events = Enumerable.Range(0, counts.Length).Where(i => table[(Activity)i].Rail == rail.Rail).ToArray();
        return new RailShare(
            rail.Name,
            (table.StandbyWatts(rail.Rail) * seconds) + events.Sum(i => counts[i] * table[(Activity)i].Value),
            Root(events.Select(i => counts[i] * table[(Activity)i].Sigma).Append(table.StandbyWattsSigma(rail.Rail) * seconds)));
    }

    private static double Root(IEnumerable<double> sigmas) => Math.Sqrt(sigmas.Sum(sigma => sigma * sigma));
}
