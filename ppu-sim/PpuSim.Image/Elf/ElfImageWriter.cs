using PpuSim.Image.Dwarf;

namespace PpuSim.Image.Elf;

using static ElfConstants;

/// <summary>Writes a program as an executable ELF32 big-endian PowerPC file that binutils and GDB read.</summary>
/// <remarks>Layout: header, program headers, contents of the segments, debug sections, symbols, names, section headers.</remarks>
public sealed class ElfImageWriter
{
    private readonly ProgramImage image;
    private readonly BigEndianWriter output = new();
    private readonly List<SectionHeader> sections = [new SectionHeader(string.Empty, 0, 0, 0, 0, 0, 0, 0, 0, 0)];

    private readonly int pageBytes;

    private ElfImageWriter(ProgramImage image, int pageBytes)
    {
        this.image = image;
        this.pageBytes = pageBytes;
    }

    /// <summary>The bytes of the file; equal images give equal bytes.</summary>
    /// <param name="image">What to write.</param>
    /// <param name="pageBytes">
    /// File offset and address of a segment agree modulo this power of two. Loaders that map the file, such as that of qemu-ppc, need the page size (4096).
    /// </param>
    public static byte[] Write(ProgramImage image, int pageBytes = 16) => new ElfImageWriter(image, pageBytes).Run();

    private byte[] Run()
    {
        output.Bytes(new byte[HeaderSize + image.Segments.Count * ProgramHeaderSize]);
        var offsets = image.Segments.Select(WriteSegment).ToArray();
        WriteDebugSections();
        WriteSymbols();
        var names = WriteSectionNames();
        output.Align(4);
        var sectionTable = output.Length;
        foreach (var section in sections)
        {
            section.WriteTo(output, names[section.Name]);
        }

        var file = output.ToArray();
        WriteHeader(sectionTable).Written.CopyTo(file);
        WriteProgramHeaders(offsets).Written.CopyTo(file.AsSpan(HeaderSize));
        return file;
    }

    private int WriteSegment(Segment segment)
    {
        output.Bytes(new byte[(int)(segment.Address - (uint)output.Length & (uint)(pageBytes - 1))]);
        var offset = output.Length;
        output.Bytes(segment.Bytes.Span);
        var flags = Allocated | ((segment.Access & SegmentAccess.Write) != 0 ? Writable : 0) | ((segment.Access & SegmentAccess.Execute) != 0 ? ExecutableCode : 0);
        if (segment.Bytes.Length > 0)
        {
            sections.Add(new SectionHeader(segment.Name, ProgramBits, flags, segment.Address, offset, segment.Bytes.Length, 0, 0, 4, 0));
        }

        if (segment.ZeroLength > 0)
        {
            var name = segment.Bytes.Length > 0 ? segment.Name + ".bss" : segment.Name;
            sections.Add(new SectionHeader(name, NoBits, flags, segment.Address + (uint)segment.Bytes.Length, offset + segment.Bytes.Length, segment.ZeroLength, 0, 0, 4, 0));
        }

        return offset;
    }

    private void WriteDebugSections()
    {
        if (image.Lines.Ranges.Count > 0)
        {
            AddSection(".debug_line", LineProgramWriter.Write(image.Lines, image.Name));
            AddSection(".debug_abbrev", DebugInfoWriter.Abbreviations());
            AddSection(".debug_info", DebugInfoWriter.Information(image));
        }
    }

    private void WriteSymbols()
    {
        var names = new BigEndianWriter();
        var table = new BigEndianWriter();
        names.Byte(0);
        table.Bytes(new byte[SymbolSize]);

        // Local symbols come first; the index of the first global one is a field of the section header.
        foreach (var symbol in image.Symbols.All.OrderBy(symbol => symbol.Global))
        {
            table.Word((uint)names.Length);
            table.Word(symbol.Address);
            table.Word(symbol.Size);
            table.Byte((symbol.Global ? 0x10 : 0) | (int)symbol.Kind);
            table.Byte(0);
            table.Half(symbol.Absolute ? AbsoluteSection : SectionOf(symbol));
            names.Text(symbol.Name);
        }

        var firstGlobal = 1 + image.Symbols.All.Count(symbol => !symbol.Global);
        AddSection(".symtab", table.Written, SymbolTableSection, sections.Count + 1, firstGlobal, SymbolSize);
        AddSection(".strtab", names.Written, StringTableSection);
    }

    // A label may sit directly behind its section.
    private int SectionOf(Symbol symbol)
    {
        for (var inclusive = 0; inclusive <= 1; inclusive++)
        {
            for (var i = 1; i < sections.Count; i++)
            {
                var section = sections[i];
                if ((section.Flags & Allocated) != 0 && symbol.Address >= section.Address && symbol.Address < section.Address + section.Size + inclusive)
                {
                    return i;
                }
            }
        }

        return AbsoluteSection;
    }

    private Dictionary<string, int> WriteSectionNames()
    {
        var table = new BigEndianWriter();
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in sections.Select(section => section.Name).Append(".shstrtab"))
        {
            if (names.TryAdd(name, table.Length))
            {
                table.Text(name);
            }
        }

        AddSection(".shstrtab", table.Written, StringTableSection);
        return names;
    }

    private void AddSection(string name, ReadOnlySpan<byte> contents, uint type = ProgramBits, int link = 0, int info = 0, int entrySize = 0)
    {
        output.Align(4);
        sections.Add(new SectionHeader(name, type, 0, 0, output.Length, contents.Length, link, info, entrySize == 0 ? 1 : 4, entrySize));
        output.Bytes(contents);
    }

    private BigEndianWriter WriteHeader(int sectionTable)
    {
        var header = new BigEndianWriter();
        header.Bytes("\x7f"u8);
        header.Bytes("ELF"u8);
        header.Byte(Class32);
        header.Byte(BigEndian);
        header.Byte(CurrentVersion);
        header.Bytes(new byte[9]);
        header.Half(Executable);
        header.Half(MachinePowerPc);
        header.Word(CurrentVersion);
        header.Word(image.Entry);
        header.Word(HeaderSize);
        header.Word((uint)sectionTable);
        header.Word(0);
        header.Half(HeaderSize);
        header.Half(ProgramHeaderSize);
        header.Half(image.Segments.Count);
        header.Half(SectionHeaderSize);
        header.Half(sections.Count);
        header.Half(sections.Count - 1);
        return header;
    }

    private BigEndianWriter WriteProgramHeaders(int[] offsets)
    {
        var headers = new BigEndianWriter();
        for (var i = 0; i < offsets.Length; i++)
        {
            var segment = image.Segments[i];
            headers.Word(LoadSegment);
            headers.Word((uint)offsets[i]);
            headers.Word(segment.Address);
            headers.Word(segment.Address);
            headers.Word((uint)segment.Bytes.Length);
            headers.Word((uint)segment.Length);
            headers.Word((uint)segment.Access);
            headers.Word((uint)pageBytes);
        }

        return headers;
    }

    private sealed record SectionHeader(
        string Name, uint Type, uint Flags, uint Address, int Offset, long Size, int Link, int Info, int Alignment, int EntrySize)
    {
        public void WriteTo(BigEndianWriter output, int name)
        {
            output.Word((uint)name);
            output.Word(Type);
            output.Word(Flags);
            output.Word(Address);
            output.Word((uint)Offset);
            output.Word((uint)Size);
            output.Word((uint)Link);
            output.Word((uint)Info);
            output.Word((uint)Alignment);
            output.Word((uint)EntrySize);
        }
    }
}
