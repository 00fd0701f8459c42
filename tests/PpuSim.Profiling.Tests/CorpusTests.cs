using System.IO.Compression;
using System.Text.Json;
using PpuSim.Image;
using PpuSim.Machine;
using PpuSim.Profiling.Recording;
using PpuSim.Timing;

namespace PpuSim.Profiling.Tests;

/// <summary>Measured programs of every kind: calls, computed jumps, vector code, interrupts. All tables of the profile hold all cycles of the core.</summary>
public sealed class CorpusTests
{
    private const int InterruptLimit = 20_000;
    private static readonly int ProgramsOfAKind = Environment.GetEnvironmentVariable("ONCHIPLEARN_FULL") == "1" ? int.MaxValue : 3;

    [Theory]
    [InlineData("rtl-programs.jsonl.gz")]
    [InlineData("rtl-extra-interrupts.jsonl.gz")]
    public void ProfilesHoldAllCycles(string corpus)
    {
        var taken = new Dictionary<string, int>();
        foreach (var line in Lines(corpus))
        {
            using var document = JsonDocument.Parse(line);
            var program = document.RootElement;
            var kind = program.GetProperty("kind").GetString()!;
            taken[kind] = taken.GetValueOrDefault(kind) + 1;
            if (taken[kind] <= ProgramsOfAKind && program.GetProperty("slices").GetInt32() == 8)
            {
                Check(program);
            }
        }

        Assert.NotEmpty(taken);
    }

    private static void Check(JsonElement program)
    {
        var name = program.GetProperty("name").GetString()!;
        var code = Convert.FromHexString(program.GetProperty("code").GetString()!);
        var image = new ProgramImage(name, [new Segment("code", 0, code, 0, SegmentAccess.Execute)], SymbolTable.Empty, LineTable.Empty, 0);
        var recorder = new ProfileRecorder(new FunctionMap(image));
        var core = new PpuCore<ProfileProbe>(
            new CoreParameters(), new ScalarState(), new VectorState(), new Sram(), new CorePorts(new Nowhere(), new Nowhere()), new ProfileProbe(recorder));
        image.CopyTo(core.Sram.Bytes);
        foreach (var area in program.GetProperty("data").EnumerateArray())
        {
            Convert.FromHexString(area[1].GetString()!).CopyTo(core.Sram.Bytes[area[0].GetInt32()..]);
        }

        // A doorbell in every hundredth cycle: not what was measured, but an interrupt wherever one is enabled.
        for (var cycle = 100; cycle < Math.Min(InterruptLimit, program.GetProperty("cycles").GetInt64()); cycle += 100)
        {
            core.RunUntil(cycle);
            core.Doorbell = !core.Doorbell;
        }

        _ = core.RunUntilSleep(program.GetProperty("cycles").GetInt64() + InterruptLimit);
        recorder.Finish(core.Cycle);
        var profile = ProfileBuilder.Build(recorder, image);
        ProfileTests.MustAddUp(profile);
        Assert.True(
            (core.Cycle, core.Issues, core.Instructions) == (profile.Total.Cycles, profile.Total.Issues, profile.Total.Executions), $"{name}: {profile.Total.Cycles} cycles, core {core.Cycle}");
        Assert.Equal(core.Stalls, profile.Total.Stalls);
    }

    private static IEnumerable<string> Lines(string corpus)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(FixturePath(corpus)), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static string FixturePath(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OnChipLearn.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("OnChipLearn.sln"), "fixtures", "timing", name);
    }
}
