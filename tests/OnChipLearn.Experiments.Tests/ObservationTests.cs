using OnChipLearn.Experiments.Observation;

namespace OnChipLearn.Experiments.Tests;

/// <summary>Counting of observed bits and the rule for equal accuracy.</summary>
public sealed class ObservationTests
{
    [Fact]
    public void BitsAreThoseOfTheKnownNetworks()
    {
        // The field's example: 123 neurons, one spike each, against 8-bit samples every 1.7 us of 38 us.
        Assert.Equal(2952, ObservationCosts.OfSpikes(123));
        Assert.Equal(21_648, ObservationCosts.OfMembranes(123, 22));
    }

    [Fact]
    public void PartnerIsTheCheapestOfEqualAccuracy()
    {
        MembraneObservation[] surrogates = [new(38, 0.97, 38_000), new(16, 0.968, 16_000), new(8, 0.93, 8_000)];

        Assert.Equal(16, ObservationComparison.Pair(new SpikeObservation("better", 0.98, 1, 1000), surrogates).Surrogate.SamplesPerNeuron);
        Assert.Equal(8, ObservationComparison.Pair(new SpikeObservation("worse", 0.92, 1, 1000), surrogates).Surrogate.SamplesPerNeuron);
        Assert.Equal(16, ObservationComparison.Pair(new SpikeObservation("better", 0.98, 1, 1000), surrogates).Ratio);
    }
}
