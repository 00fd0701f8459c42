using PpuSim.Image.Dwarf;

namespace PpuSim.Image.Elf;

using static ElfConstants;

/// <summary>Turns an ELF file into a program: what to load, symbols, source lines.</summary>
public static class ElfImageReader
{
    /// <exception cref="ImageException">The file is damaged, not for this processor, or not linked.</exception>
    public static ProgramImage Read(ReadOnlyMemory<byte> contents, string file)
    {
        var elf = new ElfFile(contents, file);
        if (elf.Type != Executable)
        {
            var kind = elf.Type == Relocatable ? "1 (relocatable, link it first)" : $"{elf.Type}";
            throw new ImageException(file, $"ELF type is {kind}, expected 2 (executable)");
        }

        var segments = elf.ProgramHeaders.Select((header, index) => ReadSegment(elf, header, index, file)).OfType<Segment>().ToArray();
        if (segments.Length == 0)
        {
            throw new ImageException(file, "nothing to load: no program header of type 1 (load) with a size above 0");
        }

        return new ProgramImage(file, segments, ElfSymbols.Read(elf, file), ReadLines(elf, file), elf.Entry);
    }

    private static Segment? ReadSegment(ElfFile elf, ElfProgramHeader header, int index, string file)
    {
        if (header.Type != LoadSegment || header.MemorySize == 0)
        {
            return null;
        }

        if (header.FileSize > header.MemorySize)
        {
            throw new ImageException(file, $"segment {index} has {header.FileSize} bytes in the file, expected at most its {header.MemorySize} bytes in memory");
        }

        var name = elf.Sections.FirstOrDefault(section => Holds(header, section))?.Name ?? $"{index}";
        return new Segment(name, header.Address, elf.Contents(header, index), header.MemorySize - header.FileSize, (SegmentAccess)(header.Flags & 7));
    }

    private static bool Holds(ElfProgramHeader header, ElfSection section) =>
        (section.Flags & Allocated) != 0 && section.Size > 0
        && section.Address >= header.Address && (long)section.Address + section.Size <= (long)header.Address + header.MemorySize;

    private static LineTable ReadLines(ElfFile elf, string file)
    {
        var lines = elf.FindSection(".debug_line");
        if (lines is null)
        {
            return LineTable.Empty;
        }

        var texts = elf.FindSection(".debug_line_str");
        var strings = elf.FindSection(".debug_str");
        return LineProgramReader.Read(
            elf.Contents(lines), texts is null ? default : elf.Contents(texts), strings is null ? default : elf.Contents(strings), file);
    }
}
