using OnChipLearn.Board.Energy;
using OnChipLearn.Board.Workloads;

namespace OnChipLearn.Board.Tests.Workloads;

/// <summary>The default table meets the published figures of the chip.</summary>
public sealed class PublishedFigureTests
{
    [Fact]
    public void MnistInferences_WithinOneStandardUncertainty()
    {
        var checks = MnistInferenceEstimate.Checks(EnergyTable.Default);
        Assert.Equal([2.4e-6, 8.4e-6], checks.Select(check => check.Published.Joules));
        Assert.All(checks, check => Assert.InRange(check.Joules, check.Published.Joules - check.SigmaJoules, check.Published.Joules + check.SigmaJoules));
        Assert.All(checks, check => Assert.InRange(check.Joules / check.Published.Joules, 0.93, 1.07));
    }

    [Fact]
    public void WholeChipUnderLoad_IsAboutTwoHundredMilliwatts() =>
        Assert.Equal(PublishedFigures.ChipWattsUnderLoad, MnistInferenceEstimate.Checks(EnergyTable.Default)[0].Watts, 0.01);

    [Fact]
    public void SynapticEvent_IsThePublishedFigure() =>
        Assert.Equal(PublishedFigures.All.Single(figure => figure.Per == "synaptic event").Joules, EnergyTable.Default[Activity.SynapticEvents].Value);
}
