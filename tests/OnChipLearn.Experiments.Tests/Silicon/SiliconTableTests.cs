using System.Globalization;
using OnChipLearn.Experiments.Silicon;
using PpuSim.Timing;

namespace OnChipLearn.Experiments.Tests.Silicon;

/// <summary>Access times measured as the vendor's tests do, with the preset of the chip.</summary>
public sealed class SiliconTableTests
{
    [Fact]
    public void EveryRequiredFigureIsWithinTheVendorsTolerance()
    {
        var rows = SiliconTable.Measure(CorePreset.HicannX);
        Assert.Equal(12, rows.Count);
        foreach (var row in rows)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{row.Figure.Access}: {row.Measured} cycles, silicon {row.Figure.Cycles} +- {row.Figure.Tolerance}"));
        }

        Assert.All(rows, row => Assert.True(row.IsAccepted, $"{row.Figure.Access}: {row.Measured}"));
        Assert.Equal("2 vector stores to FPGA memory", Assert.Single(rows, row => !row.IsWithinTolerance).Figure.Access);
    }

    /// <summary>The RTL's test bench is not the chip: the table must be able to fail.</summary>
    [Fact]
    public void TheRtlPresetIsOutOfTolerance() => Assert.Contains(SiliconTable.Measure(CorePreset.Rtl), row => !row.IsAccepted);
}
