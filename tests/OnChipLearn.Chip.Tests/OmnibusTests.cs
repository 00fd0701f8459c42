using OnChipLearn.Analog;
using OnChipLearn.Analog.Synapses;
using OnChipLearn.Chip.Fpga;
using PpuSim.AddressMap;

namespace OnChipLearn.Chip.Tests;

/// <summary>One test per row of the Omnibus table that a learning program needs (reference sections 4.1, 4.6, 4.7), through the data port.</summary>
public sealed class OmnibusTests
{
    [Fact]
    public void WeightsAreSeenWithTheirLowFiveBitsReversed()
    {
        HicannX chip = ChipSetup.Ideal();
        for (int weight = 0; weight < 64; weight++)
        {
            byte[] row = new byte[128];
            row[6] = (byte)weight;
            chip.VectorPort(0).Write(2 * 9, row, ChipSetup.All, 1);
            uint word = chip.ReadWord(0, ChipSetup.Byte(0x02C0_0000 + (64 * 9) + 1), 2);
            uint physical = word >> 8 & 0xFF;
            uint expected = (uint)((weight & 32) | ((weight & 1) << 4) | ((weight & 2) << 2) | (weight & 4) | ((weight & 8) >> 2) | ((weight & 16) >> 4));
            Assert.Equal(expected, physical);
            chip.DataPort(1).Write(ChipSetup.Byte(0x02C0_0000 + (64 * 200) + 33), expected << 8, 15, 3);
            Assert.Equal(weight, chip.Analog[0].Synapses.Get(SynapseField.Weight, 200, (2 * 6) + 1));
        }
    }

    [Theory]
    [InlineData(0x1_0000u, SynapseField.TimeCalibration)]
    [InlineData(0x2_0000u, SynapseField.AmplitudeCalibration)]
    [InlineData(0x4_0000u, SynapseField.Label)]
    public void OtherFieldsAreNotPermuted(uint view, SynapseField field)
    {
        HicannX chip = ChipSetup.Ideal();
        chip.DataPort(0).Write(ChipSetup.Byte(0x03C0_0000 + view + (64 * 5) + 31), 0x0103_0203, 15, 1);
        Assert.Equal(1, chip.Analog[1].Synapses.Get(field, 5, 2 * 124));
        Assert.Equal(3, chip.Analog[1].Synapses.Get(field, 5, 2 * 125));
        Assert.Equal(0x0103_0203u, chip.ReadWord(0, ChipSetup.Byte(0x03C0_0000 + view + (64 * 5) + 31), 2));
    }

    [Fact]
    public void ByteEnablesSelectColumns()
    {
        HicannX chip = ChipSetup.Ideal();
        chip.DataPort(0).Write(ChipSetup.Byte(0x02C4_0000), 0x0102_0304, 0b0100, 1);
        Assert.Equal([0, 2, 0, 0], Enumerable.Range(0, 4).Select(k => (int)chip.Analog[0].Synapses.Get(SynapseField.Label, 0, 2 * k)));
    }

    [Fact]
    public void RawViewPairsFieldsAndCalibration()
    {
        HicannX chip = ChipSetup.Ideal();
        chip.DataPort(0).Write(ChipSetup.Byte(0x02CF_0000 + (128 * 2)), 0xE100_0000, 15, 1);
        Assert.Equal(0x30, chip.Analog[0].Synapses.Get(SynapseField.Weight, 2, 0));
        Assert.Equal(3, chip.Analog[0].Synapses.Get(SynapseField.TimeCalibration, 2, 0));
        chip.DataPort(0).Write(ChipSetup.Byte(0x02CF_0000 + (128 * 2) + 64), 0xA100_0000, 15, 2);
        Assert.Equal(0x21, chip.Analog[0].Synapses.Get(SynapseField.Label, 2, 0));
        Assert.Equal(2, chip.Analog[0].Synapses.Get(SynapseField.AmplitudeCalibration, 2, 0));
    }

    [Fact]
    public void ConverterResultsAreReadByWords()
    {
        HicannX chip = ChipSetup.Ideal();
        uint level = (uint)chip.Analog[0].Correlation.ResetLevelLsb;
        Assert.Equal(level * 0x0101_0101, chip.ReadWord(0, ChipSetup.Byte(0x02C8_0000), 1));
        Assert.Equal(1, chip.Cadcs[0].Conversions);
        Assert.Equal(level * 0x0101_0101, chip.ReadWord(0, ChipSetup.Byte(0x02EC_0000 + 63), 1));
        Assert.Equal(1, chip.Cadcs[0].Conversions);
    }

    [Fact]
    public void ConverterOffsetsAreStoredPlus128()
    {
        HicannX chip = ChipSetup.Ideal();
        uint address = ChipSetup.Byte(0x0240_0000 + 5);
        Assert.Equal(128u, chip.ReadWord(0, address, 1));
        chip.DataPort(0).Write(ChipSetup.Byte(0x0240_0800 + 5), 118, 15, 1);
        Assert.Equal(118u, chip.ReadWord(0, address, 1));
        byte[] odd = chip.ReadVector(0, 0x0008_0001, 2);
        Assert.Equal(chip.Analog[0].Correlation.ResetLevelLsb - 10, odd[2]);
    }

    [Fact]
    public void PadiTriggerFiresBusesThatDoNotTakeCrossbarEvents()
    {
        HicannX chip = ChipSetup.Ideal();
        chip.OneNeuron(1, label: 21);
        chip.DataPort(0).Write(ChipSetup.Byte(0x0011_8000), 1 | (21u << 16), 15, 10);
        Assert.Equal(1, chip.Events.Statistics.TriggersRefused);
        chip.DataPort(0).Write(ChipSetup.Byte(0x0011_8001), 0xE, 15, 11);
        chip.DataPort(0).Write(ChipSetup.Byte(0x0011_8000), 1 | (21u << 16), 15, 12);
        chip.AdvanceTo(3000);
        Assert.Equal(1, chip.Events.Statistics.Triggered);
        Assert.Equal(1, chip.Analog[1].PadiEvents);
        Assert.True(chip.Analog[1].Spikes > 0);
    }

    [Fact]
    public void DriverWordsSetMaskModesAndPlasticity()
    {
        HicannX chip = ChipSetup.Ideal();
        uint driver = 0x0011_0400 + (4 * 37);
        chip.DataPort(0).Write(ChipSetup.Byte(driver), 0xC000 | (21u << 9) | (3u << 4) | 7, 15, 1);
        chip.DataPort(0).Write(ChipSetup.Byte(driver + 1), (1u << 4) | (1u << 7) | 5, 15, 1);
        chip.DataPort(0).Write(ChipSetup.Byte(driver + 2), (1u << 4) | (1u << 7), 15, 1);
        DriverSettings settings = chip.Analog[0].Drivers[37];
        Assert.True(settings.Receives);
        Assert.Equal(21, settings.RowSelectMask);
        Assert.Equal(RowMode.Excitatory, settings.BottomRow);
        Assert.Equal(RowMode.Inhibitory, settings.TopRow);
        Assert.True(settings.Plasticity.Enabled && settings.Plasticity.SlowRecovery);
        Assert.Equal((7, 5, 3), (settings.Plasticity.Utilization, settings.Plasticity.Recovery, settings.Plasticity.Offset));
        Assert.Equal((1u << 4) | (1u << 7) | 5, chip.ReadWord(0, ChipSetup.Byte(driver + 1), 2));
    }

    [Fact]
    public void NeuronResetSpikesAndCountersCountWrapAndStick()
    {
        HicannX chip = ChipSetup.Ideal();
        uint reset = 0x0012_A000 + (4 * (128 + 3)); // bottom, column 131
        uint counter = 0x0012_A800 + (4 * (128 + 3));
        for (int k = 0; k < 260; k++)
        {
            chip.DataPort(0).Write(ChipSetup.Byte(reset), 0, 15, 10 + k);
        }

        Assert.Equal(0x104u, chip.ReadWord(0, ChipSetup.Byte(counter), 1000));
        Assert.Equal(260, chip.Analog[1].Spikes);
        chip.DataPort(0).Write(ChipSetup.Byte(0x0012_AC00 + (4 * (128 + 3))), 0, 15, 1001);
        Assert.Equal(0u, chip.ReadWord(0, ChipSetup.Byte(counter), 1002));
    }

    [Fact]
    public void BackendSetsAddressAndSilencesSpikes()
    {
        HicannX chip = ChipSetup.Ideal();
        uint backend = 0x001A_1000 + (4 * 70);
        chip.DataPort(0).Write(ChipSetup.Byte(backend), 0x2A, 15, 1);
        chip.DataPort(0).Write(ChipSetup.Byte(backend + 1), 0x30, 15, 1);
        Assert.Equal(0xAB, chip.Events.Backend[0, 70]);
        Assert.Equal((2 << 8) | 0xAB, chip.Events.Backend.Label(0, 70));
        chip.DataPort(0).Write(ChipSetup.Byte(backend + 3), 0, 15, 1);
        chip.DataPort(0).Write(ChipSetup.Byte(0x0012_2000 + (4 * 70)), 0, 15, 2);
        Assert.Equal(0, chip.Analog[0].Spikes);
    }

    [Fact]
    public void BlockPostPulseReachesTheSensorsOfItsColumns()
    {
        HicannX chip = ChipSetup.Ideal();
        chip.Analog[0].Correlation.Enabled = true;
        chip.OneNeuron(0);
        chip.Analog.Schedule(0, new Analog.Events.PadiEvent(5, 0, 0, 0));
        chip.DataPort(0).Write(ChipSetup.Byte(0x0012_2400), 0, 15, 10);
        Assert.True(chip.Analog[0].Correlation.Level(0, 0, true) < chip.Analog[0].Correlation.ResetLevelLsb);
        Assert.Equal(0, chip.Analog[0].Spikes);
    }

    [Fact]
    public void CrossbarNodesCountersAndBackgroundSources()
    {
        HicannX chip = ChipSetup.Ideal();
        chip.OneNeuron(0, label: 5);
        int node = Enumerable.Range(0, Events.CrossbarNodes.All.Count).Single(k => Events.CrossbarNodes.All[k] == (12, 0));
        chip.DataPort(0).Write(ChipSetup.Byte(0x0013_0019 + (uint)node), 0x3F | (5u << 16) | 0x8000_0000, 15, 1);
        chip.DataPort(0).Write(ChipSetup.Byte(0x0013_0000), 1u << 4, 15, 1);
        chip.DataPort(0).Write(ChipSetup.Byte(0x0013_0002), 1234, 15, 1);
        chip.DataPort(0).Write(ChipSetup.Byte(0x0013_0003), 5u << 16, 15, 1);
        chip.DataPort(0).Write(ChipSetup.Byte(0x0013_0001), 1 | (100u << 16), 15, 1);
        Assert.Equal(10u, chip.ReadWord(0, ChipSetup.Byte(0x0013_0079), 1 + 1000));
        chip.AdvanceTo(1 + 1000 + 100);
        Assert.Equal(10, chip.Analog[0].PadiEvents);
        Assert.Equal(0u, chip.ReadWord(0, ChipSetup.Byte(0x0013_0065 + 12), 1002));
        chip.DataPort(0).Write(ChipSetup.Byte(0x0013_0001), 0, 15, 1150);
        chip.AdvanceTo(3000);
        Assert.Equal(11, chip.Events.Statistics.In - chip.Analog[0].Spikes);
    }

    [Fact]
    public void RandomBackgroundHasTheMeanIntervalOfItsRate()
    {
        HicannX chip = ChipSetup.Ideal();
        chip.DataPort(0).Write(ChipSetup.Byte(0x0013_0002), 77, 15, 0);
        chip.DataPort(0).Write(ChipSetup.Byte(0x0013_0003), 0x00FF | (63u << 8), 15, 0);
        chip.DataPort(0).Write(ChipSetup.Byte(0x0013_0001), 3 | (10u << 16), 15, 0);
        chip.AdvanceTo(100_000);
        Assert.InRange(chip.Events.Statistics.In, 2200, 2800); // 10,000 draws, 64 of 256 pass
    }

    [Fact]
    public void OtherProcessorsMemoryAndControlAreReached()
    {
        HicannX chip = ChipSetup.Ideal();
        MemoryProcessor other = new();
        chip.Processors[1] = other;
        chip.DataPort(0).Write(ChipSetup.Byte(0x0380_0000 + 100), 0xCAFE_0001, 15, 1);
        Assert.Equal(0xCAFE_0001u, other.ReadSram(400));
        Assert.Equal(0xCAFE_0001u, chip.ReadWord(0, 0x8E00_0000 + 400, 2));
        chip.DataPort(0).Write(0x8E80_0000, 1, 15, 3);
        Assert.True(other.Released);
        Assert.Equal(1u, chip.ReadWord(0, 0x8E80_0004, 4));
    }

    [Fact]
    public void FpgaWordsBytesAndUnmappedReads()
    {
        HicannX chip = ChipSetup.Ideal();
        chip.DataPort(0).Write(0x4000_0010, 0x1122_3344, 15, 1);
        chip.DataPort(0).Write(0x4000_0010, 0x00AA_0000, 0b0100, 2);
        Assert.Equal(0x11AA_3344u, chip.ReadWord(1, 0x4000_0010, 3));
        Assert.Equal(0u, chip.ReadWord(0, 0x4002_0000, 4));
        Assert.Equal(0u, chip.ReadWord(0, ChipSetup.Byte(0x0100_0000), 5));
        Assert.Equal(2, chip.DataPort(0).Unmapped);
        Assert.Equal(0u, chip.ReadWord(0, SamplePlayerMap.TrialsBegun, 6));
    }

    private sealed class MemoryProcessor : IProcessor
    {
        private readonly Dictionary<uint, uint> _words = [];

        public bool Released { get; private set; }

        public bool IsAsleep => true;

        public uint ReadSram(uint address) => _words.GetValueOrDefault(address);

        public void WriteSram(uint address, uint value, int byteEnables) => _words[address] = value;

        public void Release() => Released = true;
    }
}
