using OnChipLearn.Analog.Imperfection;
using OnChipLearn.Board.Energy;
using OnChipLearn.Chip;
using OnChipLearn.Chip.Configuration;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.Experiments.Energy;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Experiments.Training;
using OnChipLearn.Firmware.Rules.FirstSpike;
using PpuSim.AddressMap;
using PpuSim.Machine;

namespace OnChipLearn.Experiments.Tests;

/// <summary>The chip's counters against numbers that follow from the network's layout.</summary>
public sealed class ChipActivityTests
{
    private const int Hidden = 8;
    private readonly HicannX _chip = Chip();

    [Fact]
    public void EventsOfATrialFollowFromTheLayout()
    {
        var before = ChipActivity.Read(_chip);
        _chip.RequestSample(0);
        _chip.AdvanceTo(_chip.Now + _chip.Configuration.Trials.PeriodCycles);
        var counts = ChipActivity.Read(_chip).Since(before);

        // All weights are 0: no spikes. Every driver that listens takes every event; the two rows of each of an input's drivers carry its label.
        const int Drivers = FirstSpikeFormat.Inputs * FirstSpikeFormat.Duplication;
        Assert.Equal(FirstSpikeFormat.Inputs, counts[Activity.LinkEventsToChip]);
        Assert.Equal(FirstSpikeFormat.Inputs, counts[Activity.LinkEventsFromChip]);
        Assert.Equal(FirstSpikeFormat.Inputs * Drivers, counts[Activity.DriverEvents]);
        Assert.Equal(Drivers * 2 * Hidden, counts[Activity.SynapticEvents]);
        Assert.Equal(0, counts[Activity.NeuronSpikes]);
        const int BusesAndLink = 4 + 1;
        Assert.Equal(FirstSpikeFormat.Inputs * BusesAndLink, counts[Activity.CrossbarEvents]);
    }

    [Fact]
    public void SynapticEventsFollowTheLabels()
    {
        var synapses = _chip.Analog[0].Synapses;
        for (var column = 0; column < 2 * Hidden; column += 2)
        {
            synapses.Set(Analog.Synapses.SynapseField.Label, 0, column, 63);
        }

        _chip.RequestSample(0);
        _chip.AdvanceTo(_chip.Now + _chip.Configuration.Trials.PeriodCycles);
        Assert.Equal(((FirstSpikeFormat.Inputs * FirstSpikeFormat.Duplication * 2) - 1) * Hidden, ChipActivity.Read(_chip)[Activity.SynapticEvents]);
    }

    [Fact]
    public void ForcedSpikesRowsConversionsAndWordsAreCountedWhereTheyHappen()
    {
        var before = ChipActivity.Read(_chip);
        var vector = _chip.VectorPort(0);
        var bytes = new byte[128];
        var enables = Enumerable.Repeat((byte)0xFF, bytes.Length).ToArray();
        vector.Read(0, bytes, 10);
        vector.Read(1, bytes, 20);
        vector.Write(0, bytes, enables, 30);
        vector.Read(0x8_0000, bytes, 40);
        vector.Read(VectorPortMap.FpgaBlockRam, bytes, 50);
        vector.Write(VectorPortMap.FpgaBlockRam, bytes, enables, 60);
        _chip.DataPort(1).Read(MemoryMap.OmnibusBase, 70, out _);
        _chip.DataPort(1).Write(MemoryMap.OmnibusBase, 0, 15, 80);
        _chip.Analog.ResetNeuron(0, 0);
        var counts = ChipActivity.Read(_chip).Since(before);

        Assert.Equal((2, 1), (counts[Activity.SynapseRowReads], counts[Activity.SynapseRowWrites]));
        Assert.Equal(512, counts[Activity.CadcConversions]);
        Assert.Equal((32, 32), (counts[Activity.FpgaMemoryWordReads], counts[Activity.FpgaMemoryWordWrites]));
        Assert.Equal(2, counts[Activity.OmnibusAccesses]);
        Assert.Equal(1, counts[Activity.NeuronSpikes]);
    }

    [Fact]
    public void LookingAllocatesNothing()
    {
        var activity = new TrainingActivity(_chip, () => default, 1, EnergyTable.Default);
        Look(10);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Look(1000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Look(int times)
        {
            for (var i = 0; i < times; i++)
            {
                _chip.AdvanceTo(activity.NextLook);
                activity.Look();
            }
        }
    }

    private static HicannX Chip()
    {
        var chip = new HicannX(new ChipConfiguration { Instance = ChipInstance.Create(ImperfectionPreset.Ideal, 1) });
        FirstSpikeNetwork.Configure(chip, Hidden, 1);
        chip.Player.Load([.. FirstSpikeNetwork.Samples(YinYang.Load(TrainingRequest.DefaultDataFolder, new LatencyEncoding()).Train).Take(1)]);
        return chip;
    }
}
