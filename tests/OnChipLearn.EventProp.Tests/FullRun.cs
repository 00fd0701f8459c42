namespace OnChipLearn.EventProp.Tests;

/// <summary>Counts of the issue with ONCHIPLEARN_FULL=1, reduced ones else.</summary>
internal static class FullRun
{
    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("ONCHIPLEARN_FULL") == "1";

    public static int Count(int full, int reduced) => IsOn ? full : reduced;
}
