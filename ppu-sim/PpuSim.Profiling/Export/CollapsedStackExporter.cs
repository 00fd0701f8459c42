using System.Globalization;
using PpuSim.Timing;

namespace PpuSim.Profiling.Export;

/// <summary>
/// One line per call path, "outer;inner cycles", as flame graph tools read it. Stalled cycles are leaves of their own, named after the cause in brackets.
/// </summary>
public sealed class CollapsedStackExporter : IProfileExporter
{
    /// <inheritdoc/>
    public string Format => "collapsed";

    /// <inheritdoc/>
    public void Write(Profile profile, ProfileView view, TextWriter writer)
    {
        foreach (var path in profile.Paths)
        {
            var stack = string.Join(';', path.Functions.Select(name => name.Replace(';', ':')));
            Write(writer, stack, path.Counts.Issues);
            for (var cause = StallCause.Startup; cause < StallCause.Count; cause++)
            {
                Write(writer, $"{stack};[{Profile.NameOf(cause)}]", path.Counts.Stall(cause));
            }
        }
    }

    private static void Write(TextWriter writer, string stack, long cycles)
    {
        if (cycles > 0)
        {
            writer.WriteLine(stack + " " + cycles.ToString(CultureInfo.InvariantCulture));
        }
    }
}
