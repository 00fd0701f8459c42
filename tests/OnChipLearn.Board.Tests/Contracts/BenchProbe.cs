using OnChipLearn.Board.Parts;

namespace OnChipLearn.Board.Tests.Contracts;

/// <summary>A lab supply and load at a monitor's pins: constant, settable.</summary>
internal sealed class BenchProbe : IRailProbe
{
    public double Amperes { get; set; }

    public double Volts { get; set; }

    public double MeanAmperes(long fromNanoseconds, long toNanoseconds) => Amperes;

    public double MeanVolts(long fromNanoseconds, long toNanoseconds) => Volts;
}
