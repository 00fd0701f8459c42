namespace PpuSim.Image;

/// <summary>A program in memory form, as assembler, compiler, loader, profiler and debugger share it.</summary>
public sealed class ProgramImage
{
    /// <exception cref="ImageException">A segment reaches beyond the 32-bit address space, or two segments overlap.</exception>
    public ProgramImage(string name, IEnumerable<Segment> segments, SymbolTable symbols, LineTable lines, uint entry)
    {
        Name = name;
        Segments = [.. segments.Where(segment => segment.Length > 0).OrderBy(segment => segment.Address)];
        Symbols = symbols;
        Lines = lines;
        Entry = entry;
        RequireDisjoint();
    }

    /// <summary>File or program name, for messages.</summary>
    public string Name { get; }

    /// <summary>Sorted by address, without overlaps; empty ones are left out.</summary>
    public IReadOnlyList<Segment> Segments { get; }

    public SymbolTable Symbols { get; }

    /// <summary>Source lines; empty when the file has none.</summary>
    public LineTable Lines { get; }

    /// <summary>Address of the first instruction as the file states it. The core itself starts at address 0.</summary>
    public uint Entry { get; }

    /// <summary>Checks that every segment lies in one of <paramref name="memories"/>.</summary>
    /// <exception cref="ImageException">One does not.</exception>
    public void RequireWithin(params ReadOnlySpan<MemoryRange> memories)
    {
        foreach (var segment in Segments)
        {
            var fits = false;
            var known = new List<string>();
            foreach (var memory in memories)
            {
                fits |= segment.Address >= memory.Start && segment.End <= memory.End;
                known.Add($"{memory.Name} 0x{memory.Start:x} to 0x{memory.End - 1:x}");
            }

            if (!fits)
            {
                throw new ImageException(Name, $"segment {segment.Name} at 0x{segment.Address:x} to 0x{segment.End - 1:x} does not fit into memory ({string.Join(", ", known)})");
            }
        }
    }

    /// <summary>Writes contents and zeros of all segments to <paramref name="memory"/>, which begins at <paramref name="start"/>; other bytes keep their value.</summary>
    /// <exception cref="ImageException">A segment lies partly outside; segments that lie wholly outside are left to their own memory.</exception>
    public void CopyTo(Span<byte> memory, uint start = 0)
    {
        foreach (var segment in Segments)
        {
            var end = (long)start + memory.Length;
            if (segment.End <= start || segment.Address >= end)
            {
                continue;
            }

            RequireWithinSpan(segment, start, end);
            var target = memory.Slice((int)(segment.Address - start), (int)segment.Length);
            segment.Bytes.Span.CopyTo(target);
            target[segment.Bytes.Length..].Clear();
        }
    }

    private void RequireWithinSpan(Segment segment, uint start, long end)
    {
        if (segment.Address < start || segment.End > end)
        {
            throw new ImageException(Name, $"segment {segment.Name} at 0x{segment.Address:x} to 0x{segment.End - 1:x} does not fit into memory (0x{start:x} to 0x{end - 1:x})");
        }
    }

    private void RequireDisjoint()
    {
        for (var i = 0; i < Segments.Count; i++)
        {
            var segment = Segments[i];
            if (segment.End > 1L << 32)
            {
                throw new ImageException(Name, $"segment {segment.Name} at 0x{segment.Address:x} has {segment.Length} bytes, more than the 32-bit address space holds behind it");
            }

            if (i > 0 && segment.Address < Segments[i - 1].End)
            {
                throw new ImageException(Name, $"segment {segment.Name} at 0x{segment.Address:x} overlaps segment {Segments[i - 1].Name}, which ends at 0x{Segments[i - 1].End - 1:x}");
            }
        }
    }
}
