namespace OnChipLearn.SystemTests;

/// <summary>The contract every command shares: help, one error message, exit code 2, no stack trace.</summary>
public sealed class CommandLineTests
{
    [Fact]
    public void HelpExitsWithZero()
    {
        var run = ToolRun.Start("--help");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("--json", run.Output);
    }

    [Theory]
    [InlineData("no-such-command")]
    [InlineData("--no-such-option")]
    public void UnknownWordsGiveOneMessageAndExitCodeTwo(string argument)
    {
        var run = ToolRun.Start(argument);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("error: ", run.Error);
        Assert.Contains(argument, run.Error);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Empty(run.Output);
    }
}
