using System.Text.Json;
using PpuSim.Image;
using PpuSim.Profiling.Export;
using PpuSim.Timing;

namespace PpuSim.Profiling.Tests;

/// <summary>What each file format holds.</summary>
public sealed class ExporterTests
{
    private static readonly Profile Sample = new RecordedRun(new LineTable([new LineRange(0, 4, "a,b.cs", 3, 1)]), "main", "leaf")
        .Issue(0, RecordedRun.Branch(0, 0x100, link: true))
        .Stall(4, StallCause.Redirect, 4)
        .Stall(0x100, StallCause.LoadResult, 2)
        .Issue(0x100, RecordedRun.Blr)
        .Issue(4)
        .Profile();

    [Fact]
    public void CollapsedStacksNameStallsAsLeaves() =>
        Assert.Equal(["main 2", "main;[redirect] 4", "main;leaf 1", "main;leaf;[loadResult] 2"], Lines("collapsed", ProfileView.Function));

    [Fact]
    public void CsvHasAHeadingAndQuotesSeparators()
    {
        Assert.Equal(["file,line,cycles,issues,executions,redirect,loadResult", "\"a,b.cs\",3,5,1,1,4,0"], Lines("csv", ProfileView.Line));
        Assert.Equal(["mnemonic,cycles,issues,executions,saturatedElements,redirect,loadResult", "b,5,1,1,0,4,0", "bclr,3,1,1,0,0,2", "addi,1,1,1,0,0,0"],
            Lines("csv", ProfileView.Opcode));
        Assert.Equal(
            [
                "address,word,text,function,file,line,cycles,issues,executions,redirect,loadResult",
                "0x0000,48000101,bl 0x100,main,\"a,b.cs\",3,5,1,1,4,0",
                "0x0004,38630001,\"addi r3,r3,1\",main,,,1,1,1,0,0",
                "0x0100,4e800020,blr,leaf,,,3,1,1,0,2",
            ],
            Lines("csv", ProfileView.Instruction));
        Assert.Equal(["cause,cycles", "issue,3", "redirect,4", "loadResult,2"], Lines("csv", ProfileView.Stall));
    }

    [Fact]
    public void TablesAreAligned() =>
        Assert.Equal(
            [
                "function  address  cycles  issues  executions  inclusiveCycles  calls  redirect  loadResult",
                "main      0x0000        6       2           2                9      0         4           0",
                "leaf      0x0100        3       1           1                3      1         0           2",
            ],
            Lines("table", ProfileView.Function));

    [Fact]
    public void JsonHoldsTheTotalsAndEveryTable()
    {
        using var document = JsonDocument.Parse(string.Join('\n', Lines("json", ProfileView.Function)));
        var root = document.RootElement;
        Assert.Equal(9, root.GetProperty("cycles").GetInt64());
        Assert.Equal(3, root.GetProperty("issues").GetInt64());
        Assert.Equal(3, root.GetProperty("instructions").GetInt64());
        Assert.Equal(4, root.GetProperty("stalls").GetProperty("redirect").GetInt64());
        foreach (var table in new[] { "functions", "code", "opcodes", "paths" })
        {
            Assert.Equal(9, root.GetProperty(table).EnumerateArray().Sum(row => row.GetProperty("cycles").GetInt64()));
        }

        Assert.Equal(5, Assert.Single(root.GetProperty("lines").EnumerateArray()).GetProperty("cycles").GetInt64());
    }

    [Fact]
    public void SpeedscopeSamplesAreTheTimeline()
    {
        using var document = JsonDocument.Parse(string.Join('\n', Lines("speedscope", ProfileView.Function)));
        Assert.Equal("https://www.speedscope.app/file-format-schema.json", document.RootElement.GetProperty("$schema").GetString());
        var frames = document.RootElement.GetProperty("shared").GetProperty("frames").EnumerateArray().Select(f => f.GetProperty("name").GetString()).ToArray();
        var profile = Assert.Single(document.RootElement.GetProperty("profiles").EnumerateArray());
        var samples = profile.GetProperty("samples").EnumerateArray()
            .Select(sample => string.Join(';', sample.EnumerateArray().Select(index => frames[index.GetInt32()])));
        Assert.Equal(["main", "main;leaf", "main"], samples);
        Assert.Equal([5L, 3L, 1L], profile.GetProperty("weights").EnumerateArray().Select(weight => weight.GetInt64()));
        Assert.Equal(9, profile.GetProperty("endValue").GetInt64());
        Assert.Equal("sampled", profile.GetProperty("type").GetString());
    }

    private static string[] Lines(string format, ProfileView view)
    {
        using var writer = new StringWriter();
        ProfileExporters.All.Single(exporter => exporter.Format == format).Write(Sample, view, writer);
        return writer.ToString().TrimEnd().Split(Environment.NewLine);
    }
}
