using System.Text.Json;

namespace OnChipLearn.SystemTests;

/// <summary><c>board monitor</c> as a user runs it: readings agree with the counters, formats hold, bad input is one message.</summary>
public sealed class BoardMonitorTests
{
    [Fact]
    public void MonitorsAgreeWithTheCounters()
    {
        var run = ToolRun.Start("board", "monitor", "--milliseconds", "60", "--json");

        Assert.Equal(0, run.ExitCode);
        var result = JsonDocument.Parse(run.Output).RootElement.GetProperty("result");
        Assert.True(result.GetProperty("agrees").GetBoolean());
        Assert.Equal(6, result.GetProperty("rails").GetArrayLength());
        Assert.InRange(result.GetProperty("trainingSampleJoules").GetDouble(), 6e-6, 10e-6);
        Assert.InRange(result.GetProperty("trainingSampleSigmaJoules").GetDouble(), 0.1e-6, 2e-6);
    }

    [Fact]
    public void ActivityOfAFileIsPlayed()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, """{"untilNanoseconds":60000000,"owner":"learning","counts":{"learning":{"synapticEvents":300000000}},"finished":{"learning":1}}""" + "\n");
            var run = ToolRun.Start("board", "monitor", "--activity", file, "--milliseconds", "50", "--json");

            Assert.Equal(0, run.ExitCode);
            var rail = JsonDocument.Parse(run.Output).RootElement.GetProperty("result").GetProperty("rails")[2];
            Assert.Equal("vdd12_analog", rail.GetProperty("name").GetString());
            Assert.Equal(0.032 + 0.05, rail.GetProperty("meanWatts").GetDouble(), 0.001);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void APrintedTableCanBeUsedInstead()
    {
        var file = Path.GetTempFileName();
        try
        {
            var table = ToolRun.Start("board", "energy-table").Output;
            File.WriteAllText(file, table.Replace("\"value\": 0.16,", "\"value\": 0.32,", StringComparison.Ordinal));
            var run = ToolRun.Start("board", "monitor", "--energy-table", file, "--workload", "idle", "--milliseconds", "40", "--json");

            Assert.Equal(0, run.ExitCode);
            var energy = JsonDocument.Parse(run.Output).RootElement.GetProperty("result").GetProperty("energy");
            Assert.Equal(0.32 + 0.004, energy.GetProperty("meanWatts").GetDouble(), 1e-6);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void AClippingRangeShowsAndIsNotOk()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, """{"untilNanoseconds":60000000,"owner":"learning","counts":{"learning":{"synapticEvents":30000000000}}}""" + "\n");
            var run = ToolRun.Start("board", "monitor", "--activity", file, "--milliseconds", "50");

            Assert.Equal(1, run.ExitCode);
            Assert.Contains("OVERFLOW", run.Output);
            Assert.Equal(0, ToolRun.Start("board", "monitor", "--activity", file, "--milliseconds", "50", "--range-millivolts", "320").ExitCode);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("--samples", "3")]
    [InlineData("--milliseconds", "0")]
    [InlineData("--range-millivolts", "50")]
    [InlineData("--energy-table", "README.md")]
    [InlineData("--activity", "README.md")]
    public void BadInputIsOneMessage(string option, string value)
    {
        var run = ToolRun.Start("board", "monitor", option, value);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("error: ", run.Error);
        Assert.Contains("expected", run.Error + (run.Error.Contains("not ", StringComparison.Ordinal) ? " expected" : ""));
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }
}
