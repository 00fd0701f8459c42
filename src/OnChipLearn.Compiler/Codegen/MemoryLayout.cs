using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Codegen;

/// <summary>Gives every datum an address: fixed ones first, the others where they fit, largest alignment first.</summary>
internal sealed class MemoryLayout
{
    private readonly List<(int Start, int End)> free = [];

    /// <param name="codeEnd">First byte behind the code.</param>
    /// <param name="limit">First byte that is not for data (mailbox, or the end of SRAM).</param>
    public MemoryLayout(int codeEnd, int limit)
    {
        if (codeEnd > limit)
        {
            throw new CompilationException($"the code takes {codeEnd} bytes, {codeEnd - limit} more than the {limit} bytes that there are");
        }

        free.Add((codeEnd, limit));
    }

    /// <summary>Bytes that nothing occupies.</summary>
    public int FreeBytes => free.Sum(range => range.End - range.Start);

    public void PlaceFixed(Symbol symbol)
    {
        var (start, end) = (symbol.Address, symbol.Address + symbol.Size);
        for (var i = 0; i < free.Count; i++)
        {
            var range = free[i];
            if (range.Start <= start && end <= range.End)
            {
                free[i] = (range.Start, start);
                free.Insert(i + 1, (end, range.End));
                return;
            }
        }

        throw new CompilationException($"{symbol}: the address range 0x{start:x} to 0x{end - 1:x} that it asks for is occupied by code, other data or the mailbox, or lies outside of SRAM");
    }

    public void Place(IEnumerable<Symbol> symbols)
    {
        foreach (var symbol in symbols.OrderByDescending(symbol => symbol.Alignment).ThenByDescending(symbol => symbol.Size).ThenBy(symbol => symbol.Name, StringComparer.Ordinal))
        {
            Place(symbol);
        }
    }

    private void Place(Symbol symbol)
    {
        for (var i = 0; i < free.Count; i++)
        {
            var range = free[i];
            var start = (range.Start + symbol.Alignment - 1) / symbol.Alignment * symbol.Alignment;
            if (start + symbol.Size <= range.End)
            {
                symbol.Address = start;
                free[i] = (range.Start, start);
                free.Insert(i + 1, (start + symbol.Size, range.End));
                return;
            }
        }

        throw new CompilationException($"{symbol} ({symbol.Size} bytes, aligned to {symbol.Alignment}) does not fit into SRAM: {FreeBytes} bytes are left, the largest piece has {free.Max(range => range.End - range.Start)}");
    }
}
