using System.Diagnostics;

namespace PpuSim.Isa.Tests;

/// <summary>Programs of the machine that serve as second opinion; a test is skipped with a notice where one is missing.</summary>
internal static class ExternalTool
{
    /// <summary>Runs the tool and returns what it printed; fails when it fails.</summary>
    public static string Run(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C";
        start.Environment["DEBUGINFOD_URLS"] = string.Empty;
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"{tool} is not installed");
            throw;
        }

        using (process)
        {
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, $"{tool} {string.Join(' ', arguments)}: {error.Result}");
            Assert.Equal(string.Empty, error.Result);
            return output;
        }
    }
}
