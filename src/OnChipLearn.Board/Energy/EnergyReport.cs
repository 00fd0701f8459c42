using System.Collections.Immutable;
using OnChipLearn.Board.Rails;

namespace OnChipLearn.Board.Energy;

/// <summary>Energy of one consumer: joules, one standard deviation, and what the number rests on.</summary>
public sealed record ConsumerEnergy(string Consumer, long Count, double Joules, double SigmaJoules, Evidence Evidence, string Source);

/// <summary>Energy of a phase. <paramref name="PerSampleJoules"/> is null if the phase finished no sample.</summary>
public sealed record PhaseEnergy(
    EnergyPhase Phase,
    double Seconds,
    long Samples,
    ImmutableArray<ConsumerEnergy> Consumers,
    double Joules,
    double SigmaJoules,
    double? PerSampleJoules,
    double? PerSampleSigmaJoules);

/// <summary>Energy and mean power of a rail.</summary>
public sealed record RailEnergy(string Rail, double Joules, double SigmaJoules, double MeanWatts);

/// <summary>
/// What a run cost, by phase, consumer and rail, each with its uncertainty: entries of the table are independent, so the uncertainty of a
/// sum is the root of the squared sums per entry.
/// </summary>
public sealed record EnergyReport(
    string Table,
    double Seconds,
    double Joules,
    double SigmaJoules,
    double MeanWatts,
    ImmutableArray<PhaseEnergy> Phases,
    ImmutableArray<RailEnergy> Rails)
{
    /// <summary>The consumer name of standing power.</summary>
    public const string Standby = "standby";

    /// <summary>The report of everything a meter has recorded.</summary>
    public static EnergyReport Of(EnergyMeter meter)
    {
        var phases = Enum.GetValues<EnergyPhase>().Select(phase => Phase(meter, phase)).ToImmutableArray();
        ActivityCounts all = default;
        foreach (var phase in Enum.GetValues<EnergyPhase>())
        {
            all.Add(meter.Counts(phase));
        }

        var seconds = meter.Trace.EndNanoseconds * 1e-9;
        var consumers = Consumers(meter.Table, all, seconds);
        var joules = consumers.Sum(consumer => consumer.Joules);
        return new EnergyReport(
            meter.Table.Name,
            seconds,
            joules,
            Root(consumers.Select(consumer => consumer.SigmaJoules)),
            seconds > 0 ? joules / seconds : 0,
            phases,
            [.. RailSpecification.All.Select(rail => OfRail(meter, rail, all, seconds))]);
    }

    private static PhaseEnergy Phase(EnergyMeter meter, EnergyPhase phase)
    {
        var seconds = meter.Nanoseconds(phase) * 1e-9;
        var consumers = Consumers(meter.Table, meter.Counts(phase), seconds);
        var joules = consumers.Sum(consumer => consumer.Joules);
        var sigma = Root(consumers.Select(consumer => consumer.SigmaJoules));
        var samples = meter.Samples(phase);
        return new PhaseEnergy(phase, seconds, samples, consumers, joules, sigma, samples > 0 ? joules / samples : null, samples > 0 ? sigma / samples : null);
    }

    private static ImmutableArray<ConsumerEnergy> Consumers(EnergyTable table, in ActivityCounts counts, double seconds)
    {
        var standby = table.Standby;
        var rows = ImmutableArray.CreateBuilder<ConsumerEnergy>();
        rows.Add(new ConsumerEnergy(Standby, 0, standby.Value * seconds, standby.Sigma * seconds, standby.Evidence, standby.Source));
        for (var i = 0; i < ActivityCounts.Length; i++)
        {
            if (counts[i] != 0)
            {
                var entry = table[(Activity)i];
                rows.Add(new ConsumerEnergy(((Activity)i).ToString(), counts[i], counts[i] * entry.Value, counts[i] * entry.Sigma, entry.Evidence, entry.Source));
            }
        }

        return rows.ToImmutable();
    }

    private static RailEnergy OfRail(EnergyMeter meter, RailSpecification rail, in ActivityCounts counts, double seconds)
    {
        var joules = meter.Table.StandbyWatts(rail.Rail) * seconds;
        var variance = Math.Pow(meter.Table.StandbyWattsSigma(rail.Rail) * seconds, 2);
        for (var i = 0; i < ActivityCounts.Length; i++)
        {
            var entry = meter.Table[(Activity)i];
            if (entry.Rail == rail.Rail)
            {
                joules += counts[i] * entry.Value;
                variance += Math.Pow(counts[i] * entry.Sigma, 2);
            }
        }

        return new RailEnergy(rail.Name, joules, Math.Sqrt(variance), seconds > 0 ? joules / seconds : 0);
    }

    private static double Root(IEnumerable<double> sigmas) => Math.Sqrt(sigmas.Sum(sigma => sigma * sigma));
}
