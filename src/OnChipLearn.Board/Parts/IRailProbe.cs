namespace OnChipLearn.Board.Parts;

/// <summary>What a monitor's input pins see, averaged over a window of board time (ns); converters integrate, so a mean is what they measure.</summary>
public interface IRailProbe
{
    /// <summary>Mean current from supply to load through the shunt, A; negative if the load feeds back.</summary>
    double MeanAmperes(long fromNanoseconds, long toNanoseconds);

    /// <summary>Mean voltage of the load side of the shunt, V.</summary>
    double MeanVolts(long fromNanoseconds, long toNanoseconds);
}
