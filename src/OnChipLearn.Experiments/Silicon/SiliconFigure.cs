namespace OnChipLearn.Experiments.Silicon;

/// <summary>One access that the vendor's tests time on the chip.</summary>
/// <param name="Access">What is accessed.</param>
/// <param name="Instructions">The timed instructions; r3 = vector in SRAM, r5 = <paramref name="Address"/>, r6 = buffered CADC address.</param>
/// <param name="Address">Address on the vector port.</param>
/// <param name="Cycles">What the vendor expects, in PPU cycles.</param>
/// <param name="Tolerance">What the vendor allows, in PPU cycles.</param>
/// <param name="IsOutlier">Not reproduced by the mechanism that fits its neighbours: reported, not required.</param>
public sealed record SiliconFigure(string Access, string Instructions, uint Address, int Cycles, int Tolerance, bool IsOutlier = false);

/// <summary>A figure and what the simulated core measures in the same way.</summary>
public sealed record SiliconMeasurement(SiliconFigure Figure, int Measured)
{
    public bool IsWithinTolerance => Math.Abs(Measured - Figure.Cycles) <= Figure.Tolerance;

    /// <summary>False for a required figure out of tolerance.</summary>
    public bool IsAccepted => IsWithinTolerance || Figure.IsOutlier;
}
