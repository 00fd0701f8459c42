namespace OnChipLearn.Device.Tests;

/// <summary>How often a property is tried: few by default, the counts with ONCHIPLEARN_FULL=1.</summary>
internal static class TestCounts
{
    public static int Reduced(int reduced, int full) => Environment.GetEnvironmentVariable("ONCHIPLEARN_FULL") == "1" ? full : reduced;
}
