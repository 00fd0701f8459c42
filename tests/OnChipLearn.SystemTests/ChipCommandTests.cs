using System.Text.Json;

namespace OnChipLearn.SystemTests;

/// <summary><c>chip inspect</c> and <c>chip emulate</c> as a user runs them, and their messages for bad input.</summary>
public sealed class ChipCommandTests : IDisposable
{
    private const string Stimulus = """
        {
          "durationUs": 20,
          "neuron": {"refractoryUs": 1, "excitatoryGainVolt": 0.02},
          "hiddenWeights": [[60, 60, -60], [60, 10, 60]],
          "outputWeights": [[63, -20], [63, 30], [10, 63]],
          "events": [{"input": 0, "timeUs": 0}, {"input": 0, "timeUs": 0.4}, {"input": 1, "timeUs": 0.8}, {"input": 1, "timeUs": 1.2}, {"input": 0, "timeUs": 1.6}],
          "traces": [{"layer": "hidden", "neuron": 0}, {"layer": "output", "neuron": 1}],
          "traceStepUs": 0.5
        }
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void InspectShowsSpreadAndDeadPartsAndTheFileGivesTheSameChip()
    {
        var file = Path.Combine(folder.FullName, "chip.json");
        var drawn = ToolRun.Start("chip", "inspect", "--chip", "harsh", "--seed", "5", "--write", file, "--json");
        Assert.True(drawn.ExitCode == 0, drawn.Error);
        using var json = JsonDocument.Parse(drawn.Output);
        var spread = json.RootElement.GetProperty("spreads").EnumerateArray().Single(row => row.GetProperty("quantity").GetString()!.StartsWith("membrane time constant", StringComparison.Ordinal));
        Assert.InRange(spread.GetProperty("deviation").GetDouble(), 0.17, 0.23);
        Assert.NotEmpty(json.RootElement.GetProperty("deadNeurons").EnumerateArray());

        var read = ToolRun.Start("chip", "inspect", "--chip", file, "--json");
        Assert.Equal((0, drawn.Output), (read.ExitCode, read.Output));

        var other = ToolRun.Start("chip", "inspect", "--chip", "harsh", "--seed", "6", "--json");
        Assert.NotEqual(drawn.Output, other.Output);
    }

    [Fact]
    public void EmulateWritesSpikesTracesAndPlot()
    {
        var run = ToolRun.Start("chip", "emulate", Write(Stimulus), "--chip", "ideal", "--out", folder.FullName, "--json");

        Assert.True(run.ExitCode == 0, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        var root = json.RootElement;
        var spikes = File.ReadAllLines(root.GetProperty("spikesFile").GetString()!);
        Assert.Equal("layer,neuron,time_us,tick_8ns", spikes[0]);
        Assert.Equal(root.GetProperty("hiddenSpikes").GetInt32(), spikes.Count(line => line.StartsWith("hidden,", StringComparison.Ordinal)));
        Assert.Contains(spikes, line => line.StartsWith("hidden,0,", StringComparison.Ordinal));
        Assert.True(root.GetProperty("outputSpikes").GetInt32() > 0);
        var traces = File.ReadAllLines(root.GetProperty("tracesFile").GetString()!);
        Assert.Equal("time_us,hidden_0_v,output_1_v", traces[0]);
        Assert.Equal(1 + 41, traces.Length);
        Assert.Equal([137, 80, 78, 71], File.ReadAllBytes(root.GetProperty("plotFile").GetString()!)[..4]);
    }

    [Theory]
    [InlineData("\"timeUs\": 0.4", "\"timeUs\": -0.4", "events[1].timeUs")]
    [InlineData("\"timeUs\": 0.4", "\"timeUs\": 1.0", "events[2].timeUs")]
    [InlineData("[60, 60, -60]", "[60, 64, -60]", "hiddenWeights[0][1]")]
    [InlineData("[60, 60, -60]", "[60, 60]", "hiddenWeights[0]")]
    [InlineData("\"input\": 1", "\"input\": 2", "events[2].input")]
    [InlineData("\"traceStepUs\": 0.5", "\"traceStepUs\": 0.001", "traceStepUs")]
    [InlineData("\"durationUs\": 20", "\"duration\": 20", "duration")]
    [InlineData("\"refractoryUs\": 1", "\"refractoryUs\": -1", "neuron.refractoryUs")]
    [InlineData("\"refractoryUs\": 1", "\"refractory\": 1", "refractory")]
    [InlineData("\"traceStepUs\": 0.5", "\"traceStepUs\": 0.004, \"durationUs\": 10000", "trace samples")]
    [InlineData("\"layer\": \"output\"", "\"layer\": \"input\"", "traces[1].layer")]
    [InlineData("\"hiddenWeights\"", "hiddenWeights", "property name")]
    public void BadStimulusNamesFileAndField(string good, string bad, string named)
    {
        var changed = Stimulus.Replace(good, bad, StringComparison.Ordinal);
        if (bad.Contains("durationUs", StringComparison.Ordinal) && !good.Contains("durationUs", StringComparison.Ordinal))
        {
            changed = changed.Replace("\"durationUs\": 20,", string.Empty, StringComparison.Ordinal);
        }

        Refuses(["chip", "emulate", Write(changed), "--out", folder.FullName], "stimulus.json", named);
    }

    [Theory]
    [InlineData("""{"seed": 3, "preset": "typical", "imperfection": {"thresholdSigma": 7}}""", "thresholdSigma")]
    [InlineData("""{"seed": 3, "preset": "typical", "imperfection": {"treshold": 0.1}}""", "treshold")]
    [InlineData("""{"seed": -3, "preset": "typical"}""", "seed")]
    [InlineData("""{"seed": 3, "preset": "perfect"}""", "preset")]
    [InlineData("""{"preset": "ideal"}""", "seed")]
    [InlineData("seed 3", "line 1")]
    public void BadChipFileNamesFileAndField(string text, string named)
    {
        var file = Path.Combine(folder.FullName, "chip.json");
        File.WriteAllText(file, text);

        Refuses(["chip", "inspect", "--chip", file], "chip.json", named);
    }

    [Fact]
    public void UnknownPresetAndMissingFileAreRefused()
    {
        Refuses(["chip", "inspect", "--chip", "perfect"], "--chip", "perfect");
        Refuses(["chip", "inspect", "--chip", "/no/such/chip.json"], "/no/such/chip.json");
        Refuses(["chip", "emulate", "/no/such/stimulus.json"], "/no/such/stimulus.json");
    }

    private static void Refuses(string[] arguments, params string[] named)
    {
        var run = ToolRun.Start(arguments);

        Assert.True(run.ExitCode == 2, run.Error);
        Assert.StartsWith("error: ", run.Error);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.All(named, name => Assert.Contains(name, run.Error));
    }

    private string Write(string text)
    {
        var file = Path.Combine(folder.FullName, "stimulus.json");
        File.WriteAllText(file, text);
        return file;
    }
}
