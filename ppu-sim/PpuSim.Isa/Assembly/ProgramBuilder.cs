namespace PpuSim.Isa.Assembly;

/// <summary>Collects the result of the second pass.</summary>
internal static class ProgramBuilder
{
    public static AssembledProgram Build(SectionList sections, Definitions definitions, AssemblyPass pass)
    {
        var placed = sections.All.Where(section => section.OccupiesMemory && section.Length > 0).OrderBy(section => section.Address).ToArray();
        var symbols = Symbols(definitions, placed);
        var entry = definitions.Find("_start")?.Value?.Absolute ?? placed.FirstOrDefault(section => section.IsExecutable)?.Address ?? 0;
        return new AssembledProgram(
            [.. placed.Select(Section)],
            [.. symbols],
            [.. pass.Lines.Where(line => line.Length > 0).OrderBy(line => line.Address)],
            (uint)entry,
            pass.Warnings);
    }

    private static AssembledSection Section(Section section) => new(
        section.Name, section.Address, section.Bytes.ToArray(), section.IsZero ? section.Length : 0, section.IsExecutable, section.IsWritable);

    private static IEnumerable<AssembledSymbol> Symbols(Definitions definitions, Section[] placed)
    {
        var symbols = new List<(AssembledSymbol Symbol, Section? Section)>();
        foreach (var definition in definitions.All)
        {
            if (definition.Value is { } value && !definition.Name.StartsWith(".L", StringComparison.Ordinal))
            {
                symbols.Add((Symbol(definitions, definition, value), value.Section));
            }
        }

        // Sizes of functions that do not state one: up to the next function or the end of the section.
        var functions = symbols.Where(entry => entry.Symbol.Kind == AssembledSymbolKind.Function).Select(entry => entry.Symbol.Value).Order().ToArray();
        foreach (var (symbol, section) in symbols.OrderBy(entry => entry.Symbol.Value))
        {
            if (symbol is { Kind: AssembledSymbolKind.Function, Size: 0 } && placed.Contains(section))
            {
                var end = section!.Address + section.Length;
                var next = functions.FirstOrDefault(address => address > symbol.Value, end);
                yield return symbol with { Size = Math.Min(next, end) - symbol.Value };
            }
            else
            {
                yield return symbol;
            }
        }
    }

    private static AssembledSymbol Symbol(Definitions definitions, Definition definition, Value value)
    {
        var name = definition.Name;
        var isGlobal = definitions.Globals.Contains(name);
        var standard = isGlobal && value.Section is { IsExecutable: true } ? AssembledSymbolKind.Function : AssembledSymbolKind.Label;
        return new AssembledSymbol(
            name, (uint)value.Absolute, definitions.Sizes.GetValueOrDefault(name), definitions.Kinds.GetValueOrDefault(name, standard), isGlobal, !definition.IsLabel && value.Section is null);
    }
}
