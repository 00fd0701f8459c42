using OnChipLearn.Analog.Synapses;
using static OnChipLearn.Chip.Tests.PpuProgram;

namespace OnChipLearn.Chip.Tests;

/// <summary>The rows of the address tables as PPU programs would use them, run through the assembler on the simulated processors.</summary>
public sealed class ProcessorProgramTests
{
    private const string End = "sync\nwait\n";

    [Theory]
    [InlineData(0x0000_0000u, 63, SynapseField.Weight)]
    [InlineData(0x0001_0000u, 3, SynapseField.TimeCalibration)]
    [InlineData(0x0002_0000u, 3, SynapseField.AmplitudeCalibration)]
    [InlineData(0x0004_0000u, 63, SynapseField.Label)]
    public void RowsAreWrittenAndReadByVectorInstructions(uint view, int mask, SynapseField field)
    {
        HicannX chip = ChipSetup.Ideal();
        byte[] values = [.. Enumerable.Range(0, 128).Select(k => (byte)(k * 7))];
        string program = Setup(view + (2 * 130) + 1) + "fxvlax 1,4,3\nfxvoutx 1,4,5\nfxvinx 2,4,5\nfxvstax 2,4,6\n" + End;
        ProcessorPair pair = Run(chip, "wait", program, p => values.CopyTo(p[1].Sram.Bytes[(int)Data..]));
        byte[] expected = [.. values.Select(v => (byte)(v & mask))];
        Assert.Equal(expected, pair.Bytes(1, Data + 128));
        Assert.Equal(expected, Enumerable.Range(0, 128).Select(k => chip.Analog[1].Synapses.Get(field, 130, (2 * k) + 1)));
    }

    [Fact]
    public void ConvertingAndBufferedReadsOfBothChannels()
    {
        HicannX chip = ChipSetup.Ideal();
        chip.Cadcs[0].DigitalOffset[3] = 7;
        chip.Cadcs[0].DigitalOffset[256 + 128 + 5] = -9;
        string program = LoadImmediate(3, Data) + "li 4,0\nli 7,128\n"
            + string.Concat(new uint[] { 0x0008_0000, 0x0028_0001, 0x002C_0000, 0x002C_0001 }.Select(a => LoadImmediate(5, a + 20) + "fxvinx 1,4,5\nfxvstax 1,4,3\nadd 3,3,7\n")) + End;
        ProcessorPair pair = Run(chip, program);
        Assert.Equal(1, chip.Cadcs[0].Conversions);
        Assert.Equal(chip.Cadcs[0].Results(true, 0).ToArray(), pair.Bytes(0, Data));
        Assert.Equal(chip.Cadcs[0].Results(true, 1).ToArray(), pair.Bytes(0, Data + 128));
        Assert.Equal(chip.Cadcs[0].Results(false, 0).ToArray(), pair.Bytes(0, Data + 256));
        Assert.Equal(chip.Cadcs[0].Results(false, 1).ToArray(), pair.Bytes(0, Data + 384));
        Assert.Equal(217, pair.Bytes(0, Data)[3]);
        Assert.Equal(201, pair.Bytes(0, Data + 384)[5]);
    }

    [Fact]
    public void CorrelationIsResetByVectorWrites()
    {
        HicannX chip = ChipSetup.Ideal();
        chip.Analog[0].Correlation.Enabled = true;
        chip.OneNeuron(0);
        chip.Analog.Schedule(0, new Analog.Events.PadiEvent(5, 0, 0, 0));
        chip.AdvanceTo(3000);
        Assert.True(chip.Analog[0].Correlation.Level(0, 0, true) < chip.Analog[0].Correlation.ResetLevelLsb);
        Run(chip, LoadImmediate(5, 0x0008_0000) + "li 4,0\nli 7,3\nfxvsplatb 1,7\nfxvoutx 1,4,5\n" + End);
        Assert.Equal(chip.Analog[0].Correlation.ResetLevelLsb, chip.Analog[0].Correlation.Level(0, 0, true));
    }

    [Fact]
    public void RandomNumbersRepeatAfterSeeding()
    {
        HicannX chip = ChipSetup.Ideal();
        string read = "fxvinx 2,4,5\nfxvstax 2,4,6\nadd 6,6,7\n";
        string program = Setup(0x000E_0000) + "li 7,128\nli 8,77\nfxvsplatb 1,8\nfxvoutx 1,4,5\n" + read + read + "fxvoutx 1,4,5\n" + read + read + End;
        ProcessorPair pair = Run(chip, program);
        Assert.Equal(pair.Bytes(0, Data + 128, 256), pair.Bytes(0, Data + 384, 256));
        Assert.NotEqual(pair.Bytes(0, Data + 128), pair.Bytes(0, Data + 256));
    }

    [Fact]
    public void NeuronResetsSpikeAndAreCountedOverTheOmnibus()
    {
        HicannX chip = ChipSetup.Ideal();
        string program = Setup(0x00C9_0201) + "fxvoutx 1,4,5\nsync\n"
            + LoadImmediate(8, ChipSetup.Byte(0x0012_2000 + (4 * 7))) + "stw 4,0(8)\n" // column 7 once more, over the Omnibus
            + LoadImmediate(8, ChipSetup.Byte(0x0012_2800 + (4 * 7))) + "lwz 9,0(8)\nstw 9,0(6)\n"
            + LoadImmediate(8, ChipSetup.Byte(0x0012_2C00 + (4 * 7))) + "stw 4,0(8)\n"
            + LoadImmediate(8, ChipSetup.Byte(0x0012_2800 + (4 * 7))) + "lwz 9,0(8)\nstw 9,4(6)\n" + End;
        ProcessorPair pair = Run(chip, program);
        Assert.Equal(129, chip.Analog[0].Spikes);
        Assert.Equal(2u, pair[0].Sram.ReadWord(Data + 128));
        Assert.Equal(0u, pair[0].Sram.ReadWord(Data + 132));
    }

    [Fact]
    public void PadiTriggersStimulateNeurons()
    {
        HicannX chip = ChipSetup.Ideal();
        chip.OneNeuron(1, label: 33);
        string program = LoadImmediate(8, ChipSetup.Byte(0x0011_8001)) + "li 9,14\nstw 9,0(8)\n"
            + LoadImmediate(8, ChipSetup.Byte(0x0011_8000)) + LoadImmediate(9, 1 | (33u << 16)) + "stw 9,0(8)\n" + End;
        Run(chip, program);
        chip.AdvanceTo(chip.Now + 3000);
        Assert.Equal(1, chip.Analog[1].PadiEvents);
        Assert.True(chip.Analog[1].Spikes > 0);
    }

    [Theory]
    [InlineData(0x8000_0000u, 0x4000_0000u)]
    [InlineData(0x8100_0000u, 0x5000_0000u)]
    public void FpgaMemoryByVectorPortSerialVectorsAndWords(uint vectorBase, uint scalarBase)
    {
        HicannX chip = ChipSetup.Ideal();
        byte[] values = ChipSetup.Pattern(5);
        string program = Setup(vectorBase + 16) + LoadImmediate(8, scalarBase + 256)
            + "fxvlax 1,4,3\nfxvoutx 1,4,5\nsync\nfxvinx 2,4,5\nfxvstax 2,4,6\nlwz 9,124(8)\nstw 9,128(6)\n"
            + "fxvlax 3,4,8\nli 7,256\nadd 6,6,7\nfxvstax 3,4,6\n" + End;
        ProcessorPair pair = Run(chip, program, prepare: p => values.CopyTo(p[0].Sram.Bytes[(int)Data..]));
        Assert.Equal(values, pair.Bytes(0, Data + 128));
        Assert.Equal(values[..4], pair.Bytes(0, Data + 256, 4)); // the first word of the vector lies last
        byte[] reversed = [.. values.Chunk(4).Reverse().SelectMany(w => w)];
        Assert.Equal(reversed, pair.Bytes(0, Data + 384));
    }

    [Fact]
    public void ProcessorsMeetAtABarrierInTheOtherOnesMemory()
    {
        HicannX chip = ChipSetup.Ideal();
        string Program(uint other, int delay, int mark) => LoadImmediate(3, Data) + LoadImmediate(5, other + Data) + $"li 4,{mark}\nli 6,{delay}\nmtctr 6\n1: bdnz 1b\nstw 4,0(5)\n"
            + "2: lwz 7,0(3)\ncmpwi 7,0\nbeq 2b\nmfspr 8,284\nstw 8,4(3)\n" + End;
        ProcessorPair pair = Run(chip, Program(0x8E00_0000, 10, 11), Program(0x8A00_0000, 300, 22));
        Assert.Equal(22u, pair[0].Sram.ReadWord(Data));
        Assert.Equal(11u, pair[1].Sram.ReadWord(Data));
        long difference = (long)pair[0].Sram.ReadWord(Data + 4) - pair[1].Sram.ReadWord(Data + 4);
        Assert.InRange(Math.Abs(difference), 0, 60);
    }

    [Theory]
    [InlineData("weight row read", "fxvinx 1,4,5\n", 0x0000_0000u, 20, 2)]
    [InlineData("weight row write", "fxvoutx 1,4,5\n", 0x0000_0000u, 20, 2)]
    [InlineData("neuron reset", "fxvoutx 1,4,5\n", 0x00C9_0200u, 20, 2)]
    [InlineData("FPGA vector load", "fxvinx 1,4,5\n", 0x8000_0000u, 344, 35)]
    [InlineData("FPGA vector store", "fxvoutx 1,4,5\n", 0x8000_0000u, 38, 4)]
    [InlineData("4 FPGA vector stores", "fxvoutx 1,4,5\nfxvoutx 1,4,5\nfxvoutx 1,4,5\nfxvoutx 1,4,5\n", 0x8000_0000u, 306, 31)]
    [InlineData("CADC, both halves", "fxvinx 1,4,5\nfxvinx 2,6,5\n", 0x0008_0000u, 410, 41)]
    public void AccessesTakeWhatTheVendorsTestsMeasureOnSilicon(string access, string instructions, uint address, int cycles, int tolerance)
    {
        HicannX chip = ChipSetup.Ideal();
        string pause = "li 21,200\nmtctr 21\n2: bdnz 2b\n"; // the link to the FPGA gets free again
        string body = pause + "sync\nmfspr 10,284\n" + instructions + "sync\nmfspr 11,284\n";
        string program = Setup(address) + LoadImmediate(6, 0x0020_0001) + "fxvlax 1,4,3\nli 20,3\n1:\n" + body + "addi 20,20,-1\ncmpwi 20,0\nbne 1b\nsubf 12,10,11\nstw 12,0(3)\n" + End;
        ProcessorPair pair = Run(chip, program);
        uint measured = pair[0].Sram.ReadWord(Data);
        TestContext.Current.SendDiagnosticMessage($"{access}: {measured} cycles (silicon {cycles} +- {tolerance})");
        Assert.InRange(measured, (uint)(cycles - tolerance), (uint)(cycles + tolerance));
    }

    // r3 source, r4 zero, r5 port address, r6 target
    private static string Setup(uint address) => LoadImmediate(3, Data) + "li 4,0\n" + LoadImmediate(5, address) + LoadImmediate(6, Data + 128);
}
