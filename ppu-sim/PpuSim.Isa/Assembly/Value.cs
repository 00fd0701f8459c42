namespace PpuSim.Isa.Assembly;

/// <summary>Value of an expression: a number, or, before sections have addresses, a distance from the start of a section.</summary>
/// <param name="Number">The number or the distance in bytes.</param>
/// <param name="Section">The section, or null for plain numbers.</param>
internal readonly record struct Value(long Number, Section? Section)
{
    /// <summary>The number with the address of the section added; valid once sections have addresses.</summary>
    public long Absolute => Number + (Section?.Address ?? 0);
}
