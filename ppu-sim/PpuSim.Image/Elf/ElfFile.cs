namespace PpuSim.Image.Elf;

using static ElfConstants;

/// <summary>One entry of the program header table: what the loader does.</summary>
/// <param name="Type">1 is a segment to load.</param>
/// <param name="Offset">Of the contents in the file.</param>
/// <param name="Address">In memory.</param>
/// <param name="FileSize">Bytes in the file.</param>
/// <param name="MemorySize">Bytes in memory; the rest is zero.</param>
/// <param name="Flags">Execute 1, write 2, read 4.</param>
public sealed record ElfProgramHeader(uint Type, uint Offset, uint Address, uint FileSize, uint MemorySize, uint Flags);

/// <summary>One entry of the section header table.</summary>
public sealed record ElfSection(string Name, uint Type, uint Flags, uint Address, uint Offset, uint Size, uint Link, uint EntrySize);

/// <summary>An ELF32 big-endian PowerPC file: its headers, with contents on demand.</summary>
public sealed class ElfFile
{
    private readonly FileBytes bytes;

    /// <exception cref="ImageException">Not an ELF file of this class, byte order or machine, or truncated.</exception>
    public ElfFile(ReadOnlyMemory<byte> contents, string file)
    {
        bytes = new FileBytes(contents, file);
        RequireIdentity(contents.Span);
        Type = bytes.Half(16, "the ELF header");
        Entry = bytes.Word(24, "the ELF header");
        bytes.Slice(0, HeaderSize, "the ELF header");
        ProgramHeaders = ReadProgramHeaders();
        Sections = ReadSections();
    }

    /// <summary>ELF file type: 1 relocatable, 2 executable.</summary>
    public ushort Type { get; }

    /// <summary>Entry address.</summary>
    public uint Entry { get; }

    public IReadOnlyList<ElfProgramHeader> ProgramHeaders { get; }

    public IReadOnlyList<ElfSection> Sections { get; }

    /// <summary>True when <paramref name="bytes"/> begin like an ELF file of any kind.</summary>
    public static bool HasMagic(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\x7f"u8) && bytes[1..].StartsWith("ELF"u8);

    /// <summary>The first section of that name, or null.</summary>
    public ElfSection? FindSection(string name) => Sections.FirstOrDefault(section => section.Name == name);

    /// <summary>Contents of a section; empty for those without bytes in the file.</summary>
    /// <exception cref="ImageException">They lie outside the file.</exception>
    public ReadOnlyMemory<byte> Contents(ElfSection section) =>
        section.Type == NoBits ? default : bytes.Slice(section.Offset, section.Size, $"section {section.Name}");

    /// <summary>Contents of a segment in the file.</summary>
    /// <exception cref="ImageException">They lie outside the file.</exception>
    public ReadOnlyMemory<byte> Contents(ElfProgramHeader header, int index) => bytes.Slice(header.Offset, header.FileSize, $"segment {index}");

    private void RequireIdentity(ReadOnlySpan<byte> contents)
    {
        if (!HasMagic(contents))
        {
            throw bytes.Fault("not an ELF file: the first four bytes are not 7f 45 4c 46");
        }

        Require(bytes.Byte(4, "the ELF header"), Class32, "class", "1 (32 bit)");
        Require(bytes.Byte(5, "the ELF header"), BigEndian, "byte order", "2 (big-endian)");
        Require(bytes.Byte(6, "the ELF header"), CurrentVersion, "version", "1");
        Require(bytes.Half(18, "the ELF header"), MachinePowerPc, "machine", "20 (PowerPC)");
    }

    private void Require(int actual, int expected, string field, string meaning)
    {
        if (actual != expected)
        {
            throw bytes.Fault($"ELF {field} is {actual}, expected {meaning}");
        }
    }

    private ElfProgramHeader[] ReadProgramHeaders()
    {
        var (offset, count) = Table(28, 42, ProgramHeaderSize, "program header");
        var headers = new ElfProgramHeader[count];
        for (var i = 0; i < count; i++)
        {
            var at = offset + i * ProgramHeaderSize;
            var what = $"program header {i}";
            headers[i] = new ElfProgramHeader(
                bytes.Word(at, what), bytes.Word(at + 4, what), bytes.Word(at + 8, what),
                bytes.Word(at + 16, what), bytes.Word(at + 20, what), bytes.Word(at + 24, what));
        }

        return headers;
    }

    private ElfSection[] ReadSections()
    {
        var (offset, count) = Table(32, 46, SectionHeaderSize, "section header");
        if (count == 0)
        {
            return [];
        }

        var namesIndex = bytes.Half(50, "the ELF header");
        if (namesIndex >= count)
        {
            throw bytes.Fault($"ELF section name table index is {namesIndex}, expected less than the {count} sections");
        }

        var names = bytes.Word(offset + namesIndex * SectionHeaderSize + 16, "the section name table");
        var sections = new ElfSection[count];
        for (var i = 0; i < count; i++)
        {
            var at = offset + i * SectionHeaderSize;
            var what = $"section header {i}";
            sections[i] = new ElfSection(
                bytes.Text((long)names + bytes.Word(at, what), $"the name of section {i}"),
                bytes.Word(at + 4, what), bytes.Word(at + 8, what), bytes.Word(at + 12, what), bytes.Word(at + 16, what),
                bytes.Word(at + 20, what), bytes.Word(at + 24, what), bytes.Word(at + 36, what));
        }

        return sections;
    }

    private (long Offset, int Count) Table(int offsetField, int sizeField, int entrySize, string what)
    {
        var offset = bytes.Word(offsetField, "the ELF header");
        int size = bytes.Half(sizeField, "the ELF header");
        int count = bytes.Half(sizeField + 2, "the ELF header");
        if (count > 0)
        {
            Require(size, entrySize, $"{what} size", $"{entrySize}");
            bytes.Slice(offset, (long)count * entrySize, $"the {what} table");
        }

        return (offset, count);
    }
}
