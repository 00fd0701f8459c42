namespace PpuSim.Image;

/// <summary>Raw images: the bytes of memory from one address on, big-endian words, no header.</summary>
public static class RawImage
{
    /// <summary>Takes <paramref name="bytes"/> as the contents of memory from <paramref name="address"/> on.</summary>
    /// <exception cref="ImageException">No bytes, or more than the address space holds.</exception>
    public static ProgramImage Read(ReadOnlyMemory<byte> bytes, string file, uint address = 0)
    {
        if (bytes.IsEmpty)
        {
            throw new ImageException(file, "empty file, expected an ELF file or a raw image");
        }

        var segment = new Segment("raw image", address, bytes, 0, SegmentAccess.Read | SegmentAccess.Write | SegmentAccess.Execute);
        return new ProgramImage(file, [segment], SymbolTable.Empty, LineTable.Empty, address);
    }

    /// <summary>The memory from the lowest address of <paramref name="image"/> to its last byte; gaps and zero-filled parts are 0, trailing zeros are left out.</summary>
    /// <exception cref="ImageException">The segments span more than <paramref name="longest"/> bytes.</exception>
    public static byte[] Write(ProgramImage image, int longest = 1 << 24)
    {
        var filled = image.Segments.Where(segment => segment.Bytes.Length > 0).ToArray();
        if (filled.Length == 0)
        {
            return [];
        }

        var start = filled[0].Address;
        var last = filled[^1];
        var length = last.Address + last.Bytes.Length - (long)start;
        if (length > longest)
        {
            throw new ImageException(image.Name, $"a raw image of 0x{start:x} to 0x{start + length - 1:x} has {length} bytes, more than the {longest} allowed");
        }

        var bytes = new byte[length];
        foreach (var segment in filled)
        {
            segment.Bytes.Span.CopyTo(bytes.AsSpan((int)(segment.Address - start)));
        }

        return bytes;
    }
}
