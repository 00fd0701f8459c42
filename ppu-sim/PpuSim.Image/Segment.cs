namespace PpuSim.Image;

/// <summary>What a program may do with a segment; the values are those of ELF <c>p_flags</c>.</summary>
[Flags]
public enum SegmentAccess : byte
{
    None = 0,
    Execute = 1,
    Write = 2,
    Read = 4,
}

/// <summary>A contiguous piece of memory that the loader fills.</summary>
/// <param name="Name">Section name, such as <c>.text</c>; for messages and for the writer.</param>
/// <param name="Address">First byte address.</param>
/// <param name="Bytes">Initial contents.</param>
/// <param name="ZeroLength">Bytes behind <paramref name="Bytes"/> that start as zero (bss).</param>
/// <param name="Access">Permissions, informative: the core has no memory protection.</param>
public sealed record Segment(string Name, uint Address, ReadOnlyMemory<byte> Bytes, uint ZeroLength, SegmentAccess Access)
{
    /// <summary>Bytes in memory: contents and zeros.</summary>
    public long Length => (long)Bytes.Length + ZeroLength;

    /// <summary>First byte address behind the segment.</summary>
    public long End => Address + Length;
}
