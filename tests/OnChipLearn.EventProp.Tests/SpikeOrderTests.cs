using OnChipLearn.EventProp.FirstSpike;
using OnChipLearn.EventProp.Neurons;
using OnChipLearn.EventProp.Randomness;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.EventProp.Training;

namespace OnChipLearn.EventProp.Tests;

/// <summary>Spikes that lie closer than the fixed-point keys of the sort resolve still arrive in order.</summary>
public sealed class SpikeOrderTests
{
    /// <summary>All hidden neurons get almost the same weights, in reverse order of their spike times.</summary>
    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e-7)]
    [InlineData(1e-12)]
    [InlineData(0)]
    public void CloseSpikesGiveTheGradientOfTheEventDrivenCode(double spread)
    {
        var settings = new FirstSpikeSettings { Hidden = 150 };
        var closed = new FirstSpikeLearning(settings, seed: 1);
        var random = new SeededRandom(2);
        for (var n = 0; n < settings.Hidden; n++)
        {
            for (var i = 0; i < YinYang.Channels; i++)
            {
                closed.Weights[closed.Shape.HiddenWeight(i, n)] = 1 + (spread * n);
            }

            for (var k = 0; k < YinYang.Classes; k++)
            {
                closed.Weights[closed.Shape.OutputWeight(k, n)] = 0.05 + (0.01 * random.Normal());
            }
        }

        closed.WeightsChanged();
        var general = new EventDrivenLearning(settings, NeuronParameters.SingleSpike, seed: 1);
        var positions = general.PositionsIn(closed.Shape);
        for (var s = 0; s < positions.Length; s++)
        {
            general.Weights[s] = closed.Weights[positions[s]];
        }

        var expected = new double[general.Weights.Length];
        var actual = new double[closed.Weights.Length];
        double[] times = [0.1, 0.5, 1.0, 0.3, 0];
        var generalResult = general.Learn(times, 1, expected);
        var closedResult = closed.Learn(times, 1, actual);

        Assert.Equal(generalResult.Spikes, closedResult.Spikes);
        Assert.Equal(generalResult.Loss, closedResult.Loss, 1e-9);
        for (var s = 0; s < positions.Length; s++)
        {
            Assert.Equal(expected[s], actual[positions[s]], 1e-8);
        }
    }
}
