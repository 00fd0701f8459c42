using OnChipLearn.Analog;
using OnChipLearn.Analog.Readout;
using OnChipLearn.Analog.Synapses;

namespace OnChipLearn.Chip.Tests;

/// <summary>One test per row of the vector address table (reference section 4.4), through the port.</summary>
public sealed class VectorPortTests
{
    [Theory]
    [InlineData(0x0000_0000u, 63)]
    [InlineData(0x0001_0000u, 3)]
    [InlineData(0x0002_0000u, 3)]
    [InlineData(0x0004_0000u, 63)]
    public void RowsKeepTheirBitsAndParity(uint view, int mask)
    {
        HicannX chip = ChipSetup.Ideal();
        byte[] even = [.. Enumerable.Range(0, 128).Select(k => (byte)(k * 5))];
        byte[] odd = [.. Enumerable.Range(0, 128).Select(k => (byte)(255 - k))];
        chip.VectorPort(0).Write(view + (2 * 77), even, ChipSetup.All, 10);
        chip.VectorPort(0).Write(view + (2 * 77) + 1, odd, ChipSetup.All, 11);
        Assert.Equal(even.Select(b => (byte)(b & mask)), chip.ReadVector(0, view + (2 * 77), 20));
        Assert.Equal(odd.Select(b => (byte)(b & mask)), chip.ReadVector(0, view + (2 * 77) + 1, 20));
        Assert.All(chip.ReadVector(0, view + (2 * 76), 20), b => Assert.Equal(0, b));
        Assert.All(chip.ReadVector(1, view + (2 * 77), 20), b => Assert.Equal(0, b));
    }

    [Fact]
    public void VectorByteIsColumnTwiceIndexPlusParity()
    {
        HicannX chip = ChipSetup.Ideal();
        byte[] bytes = new byte[128];
        bytes[5] = 17;
        chip.VectorPort(1).Write((2 * 3) + 1, bytes, ChipSetup.All, 1);
        Assert.Equal(17, chip.Analog[1].Synapses.Get(SynapseField.Weight, 3, 11));
    }

    [Fact]
    public void DisabledBytesAreNotWritten()
    {
        HicannX chip = ChipSetup.Ideal();
        chip.VectorPort(0).Write(0, ChipSetup.Pattern(1), ChipSetup.All, 1);
        byte[] enables = new byte[128];
        enables[7] = 0xFF;
        chip.VectorPort(0).Write(0, new byte[128], enables, 2);
        byte[] expected = ChipSetup.Pattern(1);
        expected[7] = 0;
        Assert.Equal(expected, chip.ReadVector(0, 0, 3));
    }

    [Fact]
    public void RandomGeneratorsRepeatAfterTheSameSeedAndDifferByColumn()
    {
        HicannX chip = ChipSetup.Ideal();
        chip.VectorPort(0).Write(0x000E_0000, ChipSetup.Pattern(9), ChipSetup.All, 1);
        byte[][] first = [.. Enumerable.Range(0, 20).Select(k => chip.ReadVector(0, 0x000E_0000, 2 + k))];
        chip.VectorPort(0).Write(0x000E_0000, ChipSetup.Pattern(9), ChipSetup.All, 50);
        byte[][] second = [.. Enumerable.Range(0, 20).Select(k => chip.ReadVector(0, 0x000E_0000, 51 + k))];
        Assert.Equal(first, second);
        Assert.True(first.Select(v => v[0]).Distinct().Count() > 10);
        Assert.NotEqual(first.Select(v => v[21]), first.Select(v => v[0]));
    }

    [Fact]
    public void RandomGeneratorHasFullPeriod()
    {
        RandomGenerators generators = new();
        foreach (int lane in (int[])[0, 100, 255])
        {
            generators.Seed(lane, 1);
            byte[] start = [generators.Next(lane), generators.Next(lane), generators.Next(lane)];
            int period = 1;
            byte[] window = [start[1], start[2], generators.Next(lane)];
            while (!window.AsSpan().SequenceEqual(start))
            {
                (window[0], window[1], window[2]) = (window[1], window[2], generators.Next(lane));
                period++;
            }

            Assert.Equal(65535, period);
        }
    }

    [Fact]
    public void NeuronResetWritesForceSpikesOfEnabledBytesOnly()
    {
        HicannX chip = ChipSetup.Ideal();
        byte[] enables = new byte[128];
        enables[0] = enables[127] = 0xFF;
        chip.VectorPort(1).Write(0x00C9_0201, new byte[128], enables, 100);
        Assert.Equal(2, chip.Analog[1].Spikes);
        Assert.Equal(1, chip.Analog[1].Counters[1]);
        Assert.Equal(1, chip.Analog[1].Counters[255]);
    }

    [Theory]
    [InlineData(0x8000_0000u, 0x4000_0000u)]
    [InlineData(0x8100_0000u, 0x5000_0000u)]
    public void FpgaVectorsHaveReversedWordOrder(uint vectorBase, uint scalarBase)
    {
        HicannX chip = ChipSetup.Ideal();
        byte[] bytes = [.. Enumerable.Range(0, 128).Select(k => (byte)k)];
        chip.VectorPort(0).Write(vectorBase + 8, bytes, ChipSetup.All, 1);
        for (int word = 0; word < 32; word++)
        {
            uint expected = (uint)((4 * word << 24) | ((4 * word) + 1 << 16) | ((4 * word) + 2 << 8) | ((4 * word) + 3));
            Assert.Equal(expected, chip.ReadWord(0, scalarBase + 128 + 124 - (4 * (uint)word), 100));
        }

        Assert.Equal(bytes, chip.ReadVector(1, vectorBase + 8, 200));
    }

    [Fact]
    public void FpgaVectorStoresOccupyTheLink()
    {
        HicannX chip = ChipSetup.Ideal();
        Assert.Equal(0, chip.VectorPort(0).AcceptDelay(0x8000_0000, true, 10));
        chip.VectorPort(0).Write(0x8000_0000, new byte[128], ChipSetup.All, 10);
        Assert.Equal(80, chip.VectorPort(0).AcceptDelay(0x8000_0000, true, 20));
        Assert.Equal(80, chip.DataPort(0).AcceptDelay(0x4000_0000, false, 20));
        Assert.Equal(0, chip.VectorPort(1).AcceptDelay(0x8000_0000, true, 20));
        Assert.Equal(0, chip.VectorPort(0).AcceptDelay(0, true, 20));
    }

    [Fact]
    public void ConversionsReadCorrelationOfTheRowAndBufferedReadsDoNotConvert()
    {
        HicannX chip = ChipSetup.Ideal();
        chip.Analog[0].Correlation.Enabled = true;
        chip.OneNeuron(0);
        byte reset = chip.ReadVector(0, 0x0008_0000, 10)[0];
        Assert.Equal(1, chip.Cadcs[0].Conversions);
        chip.Analog.Schedule(0, new Analog.Events.PadiEvent(20, 0, 0, 0));
        chip.AdvanceTo(2500);
        Assert.True(chip.Analog[0].Spikes > 0);
        Assert.Equal(reset, chip.ReadVector(0, 0x0028_0000, 2500)[0]);
        byte after = chip.ReadVector(0, 0x0008_0000, 2501)[0];
        Assert.True(after < reset, $"{after} {reset}");
        Assert.Equal(chip.ReadVector(0, 0x0028_0000, 2502)[0], after);
        Assert.Equal(2, chip.Cadcs[0].Conversions);
        Assert.Equal(reset, chip.ReadVector(0, 0x002C_0001, 2503)[0]);

        byte[] command = new byte[128];
        Array.Fill(command, (byte)1);
        chip.VectorPort(0).Write(0x0008_0000, command, ChipSetup.All, 2600);
        Assert.Equal(reset, chip.ReadVector(0, 0x0008_0000, 2601)[0]);
    }

    [Fact]
    public void SwitchRowConnectsMembranesToTheConverter()
    {
        HicannX chip = ChipSetup.Ideal();
        chip.OneNeuron(0);
        byte[] connect = new byte[128];
        Array.Fill(connect, (byte)0x20);
        chip.VectorPort(0).Write(512, connect, ChipSetup.All, 1);
        double volt = chip.Analog.MembraneVolt(0, 0);
        Assert.Equal((byte)Math.Round(volt / 1.2 * 255), chip.ReadVector(0, 0x0008_0000, 2)[0]);
        chip.VectorPort(0).Write(512, new byte[128], ChipSetup.All, 3);
        Assert.Equal((byte)chip.Analog[0].Correlation.ResetLevelLsb, chip.ReadVector(0, 0x0008_0000, 4)[0]);
    }

    [Fact]
    public void ReadsOfNothingGiveZeroAndAreCounted()
    {
        HicannX chip = ChipSetup.Ideal();
        Assert.All(chip.ReadVector(0, 0x0003_0000, 1), b => Assert.Equal(0, b));
        Assert.All(chip.ReadVector(0, 514, 1), b => Assert.Equal(0, b));
        Assert.Equal(2, chip.VectorPort(0).Unmapped);
    }
}
