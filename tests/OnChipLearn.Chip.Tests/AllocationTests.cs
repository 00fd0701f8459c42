using OnChipLearn.Analog.Neurons;
using OnChipLearn.Analog.Synapses;
using OnChipLearn.Chip.Configuration;
using OnChipLearn.Chip.Events;
using OnChipLearn.Chip.Fpga;

namespace OnChipLearn.Chip.Tests;

/// <summary>Trials of the whole chip, from the player through crossbar, neurons and link to the record, allocate nothing.</summary>
public sealed class AllocationTests
{
    private const int Neurons = 40;
    private const int PeriodCycles = 7500;

    [Theory]
    [InlineData(SpikePath.FpgaDram)]
    [InlineData(SpikePath.EventFifo)]
    public void TrialsAllocateNothing(SpikePath path)
    {
        HicannX chip = new(new ChipConfiguration { Trials = new TrialConfiguration { SpikePath = path, PeriodCycles = PeriodCycles, DurationCycles = PeriodCycles } });
        Configure(chip);
        Run(chip, 60);
        long spikes = chip.Analog[0].Spikes;
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(chip, 10);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(chip.Analog[0].Spikes >= spikes + (10 * Neurons), $"{chip.Analog[0].Spikes - spikes} spikes");
        Assert.True(chip.Recorder.Completed >= 60);
    }

    private static void Configure(HicannX chip)
    {
        chip.Player.Load([new PlayerSample(0, [.. Enumerable.Range(0, 20).Select(k => new PlayerEvent(5, 10 * k))])]);
        for (int node = 0; node < CrossbarNodes.All.Count; node++)
        {
            (int input, int output) = CrossbarNodes.All[node];
            bool passes = input == CrossbarNodes.FirstLinkInput ? output == 0 : input < CrossbarNodes.FirstLinkInput && output >= CrossbarNodes.FirstLinkOutput;
            chip.Events.Crossbar.SetNode(node, 0, passes ? 0 : 1, countsDrops: true);
        }

        chip.Analog[0].Drivers[0] = new DriverSettings { BottomRow = RowMode.Excitatory, Receives = true };
        for (int column = 0; column < Neurons; column++)
        {
            chip.Analog.ConfigureNeuron(0, column, new NeuronParameters { RefractoryUs = 3 });
            chip.Analog[0].Synapses.Set(SynapseField.Weight, 0, column, 20 + column);
            chip.Analog[0].Synapses.Set(SynapseField.Label, 0, column, 5);
        }
    }

    private static void Run(HicannX chip, int trials)
    {
        for (int k = 0; k < trials; k++)
        {
            chip.RequestSample(0);
            for (long end = chip.Now + PeriodCycles; chip.Now < end;)
            {
                chip.AdvanceTo(chip.Now + 100);
                chip.Fifos[0].Clear();
            }
        }
    }
}
