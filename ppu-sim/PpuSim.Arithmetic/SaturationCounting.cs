namespace PpuSim.Arithmetic;

/// <summary>Whether a kernel counts the elements that saturated. A struct parameter, so that the choice is made when the kernel is compiled.</summary>
public interface ISaturationCounting
{
    /// <summary>True when the kernel returns the count; false when it returns 0 and does no work for it.</summary>
    static abstract bool Counts { get; }
}

/// <summary>The kernel counts nothing and returns 0.</summary>
public readonly struct NotCounted : ISaturationCounting
{
    /// <inheritdoc/>
    public static bool Counts => false;
}

/// <summary>
/// The kernel returns the number of elements (bytes or halfwords, as the instruction sees them) in which a saturation changed the value: of the product,
/// of the sum or of both, counted once. Elements of which no byte is enabled do not count.
/// </summary>
public readonly struct Counted : ISaturationCounting
{
    /// <inheritdoc/>
    public static bool Counts => true;
}
