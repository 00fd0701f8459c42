using OnChipLearn.Experiments.OnChip;

namespace OnChipLearn.Experiments.Budget;

/// <summary>Cycles of one processor per training sample, by phase (<see cref="PhaseCycles"/>); updates are divided by the batch.</summary>
public sealed record SamplePhases(double Wait, double Acquire, double Decode, double Backward, double Barrier, double Update, double Write)
{
    /// <summary>From record complete to ready again.</summary>
    public double Learning => Acquire + Decode + Backward + Barrier + Update + Write;

    /// <summary>With the wait for the trial.</summary>
    public double Total => Wait + Learning;

    /// <summary>The phases in order.</summary>
    public double[] ToArray() => [Wait, Acquire, Decode, Backward, Barrier, Update, Write];

    /// <summary>Phases from numbers in order; what comes out below 0 is 0.</summary>
    public static SamplePhases From(double[] phases)
    {
        double Of(int phase) => Math.Max(0, phases[phase]);
        return new SamplePhases(Of(0), Of(1), Of(2), Of(3), Of(4), Of(5), Of(6));
    }

    /// <summary>Sums over samples, divided by their number.</summary>
    public static SamplePhases Mean(PhaseCycles sum, double samples) => new(
        sum.Wait / samples, sum.Acquire / samples, sum.Decode / samples, sum.Backward / samples, sum.Barrier / samples, sum.Update / samples,
        sum.Write / samples);
}
