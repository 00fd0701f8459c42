namespace PpuSim.Image;

/// <summary>A memory that a program may be loaded into.</summary>
/// <param name="Name">For messages, such as <c>SRAM</c>.</param>
/// <param name="Start">First byte address.</param>
/// <param name="Length">Size in bytes.</param>
public readonly record struct MemoryRange(string Name, uint Start, uint Length)
{
    /// <summary>First byte address behind the memory.</summary>
    public long End => (long)Start + Length;
}
