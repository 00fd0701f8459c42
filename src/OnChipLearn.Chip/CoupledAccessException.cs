namespace OnChipLearn.Chip;

/// <summary>A processor accessed something of the other one that has not been declared as shared, in a cycle that the other one has passed.</summary>
/// <param name="processor">The other one: 0 top, 1 bottom.</param>
/// <param name="what">What was accessed.</param>
public sealed class CoupledAccessException(int processor, string what)
    : Exception($"processor {processor}: {what} was accessed by the other processor, expected an access to shared words only; interpret the processors instead");
