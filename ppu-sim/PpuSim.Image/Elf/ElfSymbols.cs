namespace PpuSim.Image.Elf;

using static ElfConstants;

/// <summary>Reads the symbol table of an ELF file.</summary>
internal static class ElfSymbols
{
    /// <summary>Named labels, objects and functions of the first symbol table; section, file and undefined symbols are left out.</summary>
    public static SymbolTable Read(ElfFile elf, string file)
    {
        var section = elf.Sections.FirstOrDefault(candidate => candidate.Type == SymbolTableSection);
        if (section is null)
        {
            return SymbolTable.Empty;
        }

        if (section.EntrySize != SymbolSize)
        {
            throw new ImageException(file, $"ELF symbol size is {section.EntrySize}, expected {SymbolSize}");
        }

        if (section.Link >= elf.Sections.Count)
        {
            throw new ImageException(file, $"section {section.Name} names section {section.Link} as its strings, expected less than the {elf.Sections.Count} sections");
        }

        var entries = new FileBytes(elf.Contents(section), file);
        var names = new FileBytes(elf.Contents(elf.Sections[(int)section.Link]), file);
        var symbols = new List<Symbol>();
        for (var at = SymbolSize; at + SymbolSize <= entries.Length; at += SymbolSize)
        {
            if (ReadSymbol(entries, names, at) is { } symbol)
            {
                symbols.Add(symbol);
            }
        }

        return new SymbolTable(symbols);
    }

    private static Symbol? ReadSymbol(FileBytes entries, FileBytes names, int at)
    {
        const string What = "a symbol";
        var info = entries.Byte(at + 12, What);
        var place = entries.Half(at + 14, What);
        var kind = (SymbolKind)(info & 15);
        if (place == UndefinedSection || kind > SymbolKind.Function || (place >= FirstReservedSection && place != AbsoluteSection))
        {
            return null;
        }

        var name = names.Text(entries.Word(at, What), "a symbol name");
        return name.Length == 0
            ? null
            : new Symbol(name, entries.Word(at + 4, What), entries.Word(at + 8, What), kind, info >> 4 != 0, place == AbsoluteSection);
    }
}
