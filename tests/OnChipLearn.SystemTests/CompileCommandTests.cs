using System.Text.Json;

namespace OnChipLearn.SystemTests;

/// <summary><c>compile</c> as a user runs it: image, listing with C# lines, memory map.</summary>
public sealed class CompileCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void WritesImageListingAndMemoryMap()
    {
        var elf = Path.Combine(folder.FullName, "top.elf");
        var run = ToolRun.Start("compile", Assembly, "OnChipLearn.Firmware.Rules.FirstSpike.TopProgram", "--no-checks", "--out", elf, "--json");
        Assert.Equal(0, run.ExitCode);
        using var json = JsonDocument.Parse(run.Output);
        var memory = json.RootElement.GetProperty("memory");
        var entries = memory.GetProperty("entries").EnumerateArray().Sum(entry => entry.GetProperty("bytes").GetInt32());
        Assert.Equal(16384, entries + memory.GetProperty("freeBytes").GetInt32());

        var lines = File.ReadAllLines(json.RootElement.GetProperty("listing").GetString()!);
        Assert.Contains("00000000 <_start>:", lines);
        Assert.Contains(lines, line => line.StartsWith("# ", StringComparison.Ordinal) && line.Contains("TopProgram.cs:", StringComparison.Ordinal) && line.Contains(';', StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("fxvmulhfs", StringComparison.Ordinal));
        Assert.Equal(lines.Where(line => !line.StartsWith("# ", StringComparison.Ordinal)), ToolRun.Start("ppu", "disasm", elf).Output.TrimEnd().Split('\n'));
    }

    [Fact]
    public void RefusesWithOneMessage()
    {
        var run = ToolRun.Start("compile", Assembly, "NoSuchType");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("there is no type NoSuchType", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    private static string Assembly => Path.Combine(AppContext.BaseDirectory, "OnChipLearn.Firmware.dll");
}
