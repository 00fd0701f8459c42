using OnChipLearn.Device;
using OnChipLearn.Device.Host;
using OnChipLearn.Firmware.Rules.FirstSpike;
using OnChipLearn.Firmware.Trials;

namespace OnChipLearn.Firmware.Tests;

/// <summary>Shadow weights to synapses: rows of an input add up to the rounded weight; output words have reversed bits and go where the driver is.</summary>
[Collection("firmware statics")]
public sealed class WeightWritingTests
{
    [Fact]
    public void RowsOfAnInputAddUpToTheRoundedShadow()
    {
        RecordingDevice device = new();
        using DeviceContext.Scope scope = DeviceContext.Enter(device, new VectorRegisters());
        Random random = new(1);
        for (int k = 0; k < HiddenLayer.Weights.Length; k++)
        {
            HiddenLayer.Weights[k] = Lanes.Of(_ => random.Next(-HiddenRows.LargestShadow, HiddenRows.LargestShadow + 1));
        }

        HiddenRows.Write();
        for (int input = 0; input < FirstSpikeFormat.Inputs; input++)
        {
            for (int j = 0; j < 128; j++)
            {
                int sum = 0;
                for (int duplicate = 0; duplicate < FirstSpikeFormat.Duplication; duplicate++)
                {
                    int driver = (duplicate * FirstSpikeFormat.Inputs) + input;
                    int excitatory = device.Rows[2 * driver][j], inhibitory = device.Rows[(2 * driver) + 1][j];
                    Assert.InRange(excitatory, 0, 63);
                    Assert.InRange(inhibitory, 0, 63);
                    Assert.True(excitatory == 0 || inhibitory == 0);
                    sum += excitatory - inhibitory;
                }

                int element = SpikeLabels.ElementOfByte(j);
                short shadow = Lanes.From(HiddenLayer.Weights[(2 * input) + (element >> 6)])[element & 63];
                Assert.InRange(sum - (shadow / 64.0), -0.52, 0.52);
            }
        }
    }

    [Fact]
    public void OutputWordsHaveReversedBitsAndAreWrittenOnlyWhenChanged()
    {
        RecordingDevice device = new();
        using DeviceContext.Scope scope = DeviceContext.Enter(device, new VectorRegisters());
        Random random = new(2);
        for (int k = 0; k < OutputLayer.Weights.Length; k++)
        {
            OutputLayer.Weights[k] = Lanes.Of(_ => random.Next(-OutputWords.LargestShadow, OutputWords.LargestShadow + 1));
        }

        OutputWords.Invalidate();
        OutputWords.Write();
        Assert.Equal(256, device.Words.Count);
        for (int j = 0; j < 128; j++)
        {
            int element = SpikeLabels.ElementOfByte(j);
            for (int o = 0; o < FirstSpikeFormat.Outputs; o++)
            {
                short shadow = Lanes.From(OutputLayer.Weights[(2 * o) + (element >> 6)])[element & 63];
                int weight = (shadow + 256) >> 9;
                for (int row = 0; row < 2; row++)
                {
                    uint address = 0x8000_0000 + (4 * (0x03C0_0000 + (64 * (uint)((2 * SpikeLabels.DriverOfByte(j)) + row))));
                    int physical = (int)(device.Words[address] >> (24 - (8 * o))) & 0xFF;
                    Assert.Equal(Math.Max(row == 0 ? weight : -weight, 0), Reverse(physical));
                }
            }
        }

        device.Words.Clear();
        OutputWords.Write();
        Assert.Empty(device.Words);
        Assert.Equal(0, OutputWords.Changed);
    }

    [Fact]
    public void LabelsAndDriversOfHiddenNeuronsAreDistinct()
    {
        Assert.Equal(128, Enumerable.Range(0, 128).Select(SpikeLabels.OfHidden).Distinct().Count());
        Assert.Equal(128, Enumerable.Range(0, 128).Select(SpikeLabels.DriverOfByte).Distinct().Count());
        for (int j = 0; j < 128; j++)
        {
            Assert.Equal(SpikeLabels.ElementOfByte(j), SpikeLabels.HiddenElement(SpikeLabels.OfHidden(j)));
            Assert.Equal((j >> 4) & 3, SpikeLabels.DriverOfByte(j) & 3);
            Assert.InRange(SpikeLabels.OfHidden(j) & 0xFF, 0u, 31u);
        }
    }

    private static int Reverse(int value)
    {
        int result = value & 0x20;
        for (int bit = 0; bit < 5; bit++)
        {
            result |= ((value >> bit) & 1) << (4 - bit);
        }

        return result;
    }
}
