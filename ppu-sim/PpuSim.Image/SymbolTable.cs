namespace PpuSim.Image;

/// <summary>The symbols of a program, by name and by address.</summary>
public sealed class SymbolTable
{
    private readonly Symbol[] byAddress;
    private readonly Symbol[] functions;
    private readonly Dictionary<string, Symbol> byName = new(StringComparer.Ordinal);

    public SymbolTable(IEnumerable<Symbol> symbols)
    {
        All = [.. symbols];
        byAddress = Sorted(All.Where(symbol => !symbol.Absolute));
        functions = [.. byAddress.Where(symbol => symbol.Kind == SymbolKind.Function)];
        foreach (var symbol in All.OrderByDescending(symbol => symbol.Global))
        {
            byName.TryAdd(symbol.Name, symbol);
        }
    }

    public static SymbolTable Empty { get; } = new([]);

    /// <summary>Every symbol, in the order of the file.</summary>
    public IReadOnlyList<Symbol> All { get; }

    /// <summary>The symbol of that name, global ones first; null when there is none.</summary>
    public Symbol? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>The nearest symbol at or before <paramref name="address"/>; null when there is none.</summary>
    public Symbol? Find(uint address) => Nearest(byAddress, address);

    /// <summary>
    /// The function that contains <paramref name="address"/>. A function of unknown size reaches to the next one. Null in code that belongs to no function.
    /// </summary>
    public Symbol? FindFunction(uint address)
    {
        var function = Nearest(functions, address);
        return function is null || (function.Size != 0 && address >= function.End) ? null : function;
    }

    // Where several symbols share an address, the one that says most comes last and is found: functions, then objects, then labels; global before local.
    private static Symbol[] Sorted(IEnumerable<Symbol> symbols) =>
        [.. symbols.OrderBy(symbol => symbol.Address).ThenBy(symbol => symbol.Kind).ThenBy(symbol => symbol.Global)];

    private static Symbol? Nearest(Symbol[] sorted, uint address)
    {
        var low = 0;
        var high = sorted.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle].Address <= address)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low == 0 ? null : sorted[low - 1];
    }
}
