namespace PpuSim.Image;

/// <summary>Code that comes from one place of a source file.</summary>
/// <param name="Start">First byte address.</param>
/// <param name="End">First byte address behind the code.</param>
/// <param name="File">Source file as the debug information names it.</param>
/// <param name="Line">Line, counted from 1; 0 when the code comes from no line.</param>
/// <param name="Column">Column, counted from 1; 0 when unknown.</param>
public readonly record struct LineRange(uint Start, uint End, string File, int Line, int Column);

/// <summary>Source positions by address.</summary>
public sealed class LineTable
{
    private readonly LineRange[] ranges;

    /// <param name="ranges">In any order. Empty ones are dropped; where two overlap, the one that starts first keeps the shared addresses.</param>
    public LineTable(IEnumerable<LineRange> ranges)
    {
        var kept = new List<LineRange>();
        uint end = 0;
        foreach (var range in ranges.OrderBy(range => range.Start))
        {
            var start = Math.Max(range.Start, end);
            if (start < range.End)
            {
                kept.Add(range with { Start = start });
                end = range.End;
            }
        }

        this.ranges = [.. kept];
    }

    public static LineTable Empty { get; } = new([]);

    /// <summary>Sorted by address, without overlaps.</summary>
    public IReadOnlyList<LineRange> Ranges => ranges;

    /// <summary>Where the code at <paramref name="address"/> comes from; null when unknown.</summary>
    public LineRange? Find(uint address)
    {
        var low = 0;
        var high = ranges.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ranges[middle].Start <= address)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low > 0 && address < ranges[low - 1].End ? ranges[low - 1] : null;
    }
}
