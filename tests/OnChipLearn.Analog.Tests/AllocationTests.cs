using OnChipLearn.Analog.Imperfection;
using OnChipLearn.Analog.Networks;
using OnChipLearn.Analog.Neurons;

namespace OnChipLearn.Analog.Tests;

public sealed class AllocationTests
{
    [Theory]
    [InlineData(NeuronModel.LeakyIntegrateAndFire)]
    [InlineData(NeuronModel.AdaptiveExponential)]
    [InlineData(NeuronModel.PlainLeakyIntegrateAndFire)]
    public void TrialsAllocateNothing(NeuronModel model)
    {
        FeedForwardNetwork network = YinYangLoad.Create(ChipInstance.Create(ImperfectionPreset.Harsh, 2), new NeuronParameters(), 2, new AnalogCoreOptions { Model = model });
        (int, int)[] events = YinYangLoad.Stimulus(1);
        for (int trial = 0; trial < (model == NeuronModel.AdaptiveExponential ? 5 : 60); trial++)
        {
            network.RunTrial(trial, events, 7500);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int trial = 0; trial < 10; trial++)
        {
            network.RunTrial(trial, events, 7500);
        }

        Assert.True(network.Spikes.Length > 50);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
