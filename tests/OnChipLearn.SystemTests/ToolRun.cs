using System.Diagnostics;

namespace OnChipLearn.SystemTests;

/// <summary>One run of the tool as a user starts it: its own process, standard output and standard error apart.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs <c>onchiplearn</c> with these arguments in the root of the checkout.</summary>
    public static ToolRun Start(params string[] arguments) => Finish(Process.Start(Command(arguments))!);

    /// <summary>Starts <c>onchiplearn</c> and does not wait for it.</summary>
    public static Process Begin(params string[] arguments) => Process.Start(Command(arguments))!;

    private static ProcessStartInfo Command(string[] arguments)
    {
        // A shell's background jobs, this one's parents maybe, ignore Ctrl-C and hand that down; a user's terminal does not.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", Path.Combine(AppContext.BaseDirectory, "onchiplearn")])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    private static ToolRun Finish(Process started)
    {
        using var process = started;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ToolRun(process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
