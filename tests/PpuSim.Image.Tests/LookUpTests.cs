namespace PpuSim.Image.Tests;

/// <summary>Symbols and lines by address.</summary>
public sealed class LookUpTests
{
    [Theory]
    [InlineData(0u, "start", "start")]
    [InlineData(4u, "start", "start")]
    [InlineData(8u, "loop", "start")]
    [InlineData(12u, "loop", "start")]
    [InlineData(16u, "step", "step")]
    [InlineData(0x30u, "step", null)]
    [InlineData(0x1004u, "weights", null)]
    public void NearestSymbolAndEnclosingFunction(uint address, string nearest, string? function)
    {
        Assert.Equal(nearest, Sample.Image.Symbols.Find(address)?.Name);
        Assert.Equal(function, Sample.Image.Symbols.FindFunction(address)?.Name);
    }

    [Theory]
    [InlineData(0u, 10)]
    [InlineData(3u, 10)]
    [InlineData(4u, 11)]
    [InlineData(19u, 400)]
    [InlineData(24u, null)]
    [InlineData(31u, null)]
    [InlineData(1199u, 5)]
    [InlineData(1200u, null)]
    public void LineOfAnAddress(uint address, int? line) => Assert.Equal(line, Sample.Image.Lines.Find(address)?.Line);

    [Fact]
    public void OverlappingRangesKeepTheEarlierStart()
    {
        var table = new LineTable([new LineRange(8, 12, "b", 2, 0), new LineRange(0, 10, "a", 1, 0), new LineRange(4, 4, "c", 3, 0)]);
        Assert.Equal([new LineRange(0, 10, "a", 1, 0), new LineRange(10, 12, "b", 2, 0)], table.Ranges);
    }

    [Fact]
    public void GlobalSymbolsWinByName()
    {
        var table = new SymbolTable([new Symbol("x", 4, 0, SymbolKind.Label, false), new Symbol("x", 8, 0, SymbolKind.Label, true)]);
        Assert.Equal(8u, table.Find("x")?.Address);
        Assert.Null(table.Find("y"));
        Assert.Null(table.Find(3u));
    }
}
