using System.Text.Json;

namespace OnChipLearn.SystemTests;

/// <summary><c>ppu profile</c> as a user runs it: totals of every format are those of <c>ppu run</c>.</summary>
public sealed class PpuProfileTests : IDisposable
{
    private const string Source = """
        .text
        .globl start
        start:
            li 1, 0x2ff0
            li 3, 8
            bl scale
            bl scale
            lis 4, data@ha
            lwz 5, data@l(4)
            add 5, 5, 3
            sync
            .long 0x7c00007c
            b start
        scale:
            li 6, 0x4000
            fxvsplath 1, 6
            mtctr 3
        again:
            fxvaddhfs 1, 1, 1
            fxvmulhfs 2, 1, 1
            bdnz again
            sync
            blr
        .data
        data:
            .long 7
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("rtl")]
    [InlineData("hicann-x")]
    public void TotalsAreThoseOfRun(string preset)
    {
        var image = Assemble();
        var run = Json("ppu", "run", image, "--preset", preset, "--json");
        var profile = Json("ppu", "profile", image, "--preset", preset, "--json");

        foreach (var field in new[] { "cycles", "instructions", "issues" })
        {
            Assert.Equal(run.GetProperty(field).GetInt64(), profile.GetProperty(field).GetInt64());
        }

        var stalls = run.GetProperty("stalls").EnumerateObject().ToDictionary(stall => stall.Name, stall => stall.Value.GetInt64());
        Assert.Equal(stalls.OrderBy(s => s.Key), profile.GetProperty("stalls").EnumerateObject().ToDictionary(s => s.Name, s => s.Value.GetInt64()).OrderBy(s => s.Key));
        var cycles = run.GetProperty("cycles").GetInt64();
        foreach (var table in new[] { "functions", "lines", "code", "opcodes", "paths" })
        {
            Assert.Equal(cycles, profile.GetProperty(table).EnumerateArray().Sum(row => row.GetProperty("cycles").GetInt64()));
        }

        var scale = profile.GetProperty("functions").EnumerateArray().Single(f => f.GetProperty("name").GetString() == "scale");
        Assert.Equal(2, scale.GetProperty("calls").GetInt64());
        var add = profile.GetProperty("opcodes").EnumerateArray().Single(o => o.GetProperty("mnemonic").GetString() == "fxvaddhfs");
        Assert.Equal(16, add.GetProperty("executions").GetInt64());
        Assert.Equal(2 * 8 * 64, add.GetProperty("saturatedElements").GetInt64());
    }

    [Fact]
    public void EveryFormatHoldsAllCycles()
    {
        var image = Assemble();
        var cycles = Json("ppu", "run", image, "--json").GetProperty("cycles").GetInt64();

        var stacks = Output("ppu", "profile", image, "--format", "collapsed").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(cycles, stacks.Sum(line => long.Parse(line.Split(' ')[^1])));
        Assert.Contains(stacks, line => line.StartsWith("start;scale ", StringComparison.Ordinal));

        var file = Path.Combine(_folder.FullName, "profile.speedscope.json");
        Assert.Equal(string.Empty, Output("ppu", "profile", image, "--format", "speedscope", "--output", file));
        var speedscope = JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("profiles")[0];
        Assert.Equal(cycles, speedscope.GetProperty("weights").EnumerateArray().Sum(weight => weight.GetInt64()));

        var csv = Output("ppu", "profile", image, "--format", "csv", "--by", "opcode").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("mnemonic,cycles,issues,executions,saturatedElements,", csv[0]);
        Assert.Equal(cycles, csv.Skip(1).Sum(line => long.Parse(line.Split(',')[1])));

        var table = Output("ppu", "profile", image);
        Assert.Contains($"asleep, {cycles} cycles", table);
        Assert.Contains("fxvaddhfs", table);
        Assert.Contains("program.s", table);
    }

    [Fact]
    public void ARunawayProgramIsProfiledUpToTheLimit()
    {
        var source = Path.Combine(_folder.FullName, "runaway.s");
        File.WriteAllText(source, "here: b here\n");
        var image = Path.Combine(_folder.FullName, "runaway.elf");
        Assert.Equal(0, ToolRun.Start("ppu", "asm", source, "-o", image).ExitCode);
        var run = ToolRun.Start("ppu", "profile", image, "--max-cycles", "1000", "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("still running", run.Error);
        Assert.Equal(1000, JsonDocument.Parse(run.Output).RootElement.GetProperty("cycles").GetInt64());
    }

    [Theory]
    [InlineData("--format", "xml")]
    [InlineData("--by", "colour")]
    [InlineData("--max-cycles", "0")]
    [InlineData("--output", "/nowhere/file")]
    public void BadInputIsOneMessage(string option, string value)
    {
        var run = ToolRun.Start("ppu", "profile", Assemble(), option, value);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("error: ", run.Error);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private string Assemble()
    {
        var source = Path.Combine(_folder.FullName, "program.s");
        File.WriteAllText(source, Source);
        var image = Path.Combine(_folder.FullName, "program.elf");
        var run = ToolRun.Start("ppu", "asm", source, "-o", image);
        Assert.True(run.ExitCode == 0, run.Error);
        return image;
    }

    private static JsonElement Json(params string[] arguments) => JsonDocument.Parse(Output(arguments)).RootElement;

    private static string Output(params string[] arguments)
    {
        var run = ToolRun.Start(arguments);
        Assert.True(run.ExitCode == 0, run.Error);
        return run.Output;
    }
}
