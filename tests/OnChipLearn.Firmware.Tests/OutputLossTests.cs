using OnChipLearn.Firmware.Rules.FirstSpike;
using OnChipLearn.Firmware.Trials;

namespace OnChipLearn.Firmware.Tests;

/// <summary>Which time errors count, and which neurons are encouraged.</summary>
[Collection("firmware statics")]
public sealed class OutputLossTests
{
    [Theory]
    [InlineData(Configuration.LossTwoSided, 600, true, -100)]
    [InlineData(Configuration.LossTwoSided, 1000, false, 100)]
    [InlineData(Configuration.LossOneSided, 600, true, 0)]
    [InlineData(Configuration.LossOneSided, 750, true, 50)]
    [InlineData(Configuration.LossOneSided, 1000, false, 0)]
    [InlineData(Configuration.LossOneSided, 850, false, -50)]
    [InlineData(Configuration.LossOneSided, FirstSpikeFormat.NoSpike, true, FirstSpikeFormat.NoSpike - 700)]
    public void ErrorCountsOnTheSidesThatTheLossNames(uint loss, int ticks, bool isLabel, int error)
    {
        Configuration.Words[Configuration.Loss] = loss;
        Configuration.Words[Configuration.TargetCorrect] = 700;
        Configuration.Words[Configuration.TargetWrong] = 900;
        TrialRecord.Outputs[1] = (short)ticks;
        Assert.Equal(error, OutputLoss.Error(1, isLabel));
    }

    [Fact]
    public void OnlyNeuronsThatNoOutputHasHeardAreRaised()
    {
        for (int k = 0; k < HiddenLayer.Weights.Length; k++)
        {
            HiddenLayer.Weights[k] = default;
        }

        HiddenLayer.EncourageSilent();
        for (int k = 0; k < HiddenLayer.Weights.Length; k++)
        {
            HiddenLayer.Weights[k] = default;
        }

        // two samples: element 0 is heard in the first only, 1 never spikes, 2 spikes after the last output
        short[] outputs = [500, 600, 700];
        outputs.CopyTo(TrialRecord.Outputs, 0);
        foreach (short first in new short[] { 699, FirstSpikeFormat.NoSpike })
        {
            Array.Fill(TrialRecord.Hidden, (short)100);
            TrialRecord.Hidden[0] = first;
            TrialRecord.Hidden[1] = FirstSpikeFormat.NoSpike;
            TrialRecord.Hidden[2] = 701;
            HiddenLayer.Prepare();
        }

        HiddenLayer.EncourageSilent();
        for (int input = 0; input < FirstSpikeFormat.Inputs; input++)
        {
            short[] left = Lanes.From(HiddenLayer.Weights[2 * input]);
            Assert.Equal([0, FirstSpikeFormat.Encouragement, FirstSpikeFormat.Encouragement, 0], left[..4]);
            Assert.All(Lanes.From(HiddenLayer.Weights[(2 * input) + 1]), weight => Assert.Equal(0, weight));
        }
    }
}
