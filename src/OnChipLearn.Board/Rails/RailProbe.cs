using OnChipLearn.Board.Parts;

namespace OnChipLearn.Board.Rails;

/// <summary>What the monitor of one rail sees: the supply's voltage and the chip's current.</summary>
public sealed class RailProbe(RailSpecification rail, ChipSupply supply, RailTrace trace, double standbyWatts) : IRailProbe
{
    public double MeanAmperes(long fromNanoseconds, long toNanoseconds) =>
        supply.MeanAmperes(rail, standbyWatts, trace, fromNanoseconds, toNanoseconds);

    public double MeanVolts(long fromNanoseconds, long toNanoseconds) => supply.MeanVolts(rail.Rail, fromNanoseconds, toNanoseconds);

    /// <summary>Mean power over a window (ns), W.</summary>
    public double MeanWatts(long fromNanoseconds, long toNanoseconds) =>
        MeanAmperes(fromNanoseconds, toNanoseconds) * MeanVolts(fromNanoseconds, toNanoseconds);
}
