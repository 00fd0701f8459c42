namespace OnChipLearn.Analog.Tests;

/// <summary>Reduced counts by default, those of the issue with ONCHIPLEARN_FULL=1.</summary>
internal static class TestCounts
{
    public static bool Full { get; } = Environment.GetEnvironmentVariable("ONCHIPLEARN_FULL") == "1";

    public static int Reduced(int reduced, int full) => Full ? full : reduced;
}
