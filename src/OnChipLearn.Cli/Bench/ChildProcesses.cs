using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace OnChipLearn.Cli.Bench;

/// <summary>Runs other programs and says what they cost.</summary>
internal static partial class ChildProcesses
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    /// <param name="Output">Standard output.</param>
    /// <param name="ExitCode">Exit code.</param>
    /// <param name="PeakBytes">Largest resident memory that was seen.</param>
    internal sealed record Outcome(string Output, int ExitCode, long PeakBytes);

    /// <summary>Runs a program to its end; null if it is not installed or still runs after <paramref name="limit"/> (default: none).</summary>
    public static Outcome? Run(string program, IEnumerable<string> arguments, string? folder = null, TimeSpan? limit = null)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? "" };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            var peak = 0L;
            var clock = Stopwatch.StartNew();
            while (!process.WaitForExit(LookEvery))
            {
                if (clock.Elapsed > limit)
                {
                    process.Kill();
                    process.WaitForExit();
                    return null;
                }

                process.Refresh();
                peak = Math.Max(peak, Peak(process));
            }

            error.Wait();
            return new Outcome(output.Result, process.ExitCode, peak);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>CPU seconds of all children that have ended, or null where the system does not tell.</summary>
    public static double? CpuSeconds()
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        Span<long> usage = stackalloc long[UsageWords];
        return GetUsage(Children, ref MemoryMarshal.GetReference(usage)) == 0 ? usage[0] + usage[2] + (1e-6 * (usage[1] + usage[3])) : null;
    }

    /// <summary>Words of struct rusage (64 bit): seconds and microseconds of user and system time come first.</summary>
    private const int UsageWords = 18;

    /// <summary>RUSAGE_CHILDREN.</summary>
    private const int Children = -1;

    private static long Peak(Process process)
    {
        try
        {
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            // It has just ended.
            return 0;
        }
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, ref long usage);
}
