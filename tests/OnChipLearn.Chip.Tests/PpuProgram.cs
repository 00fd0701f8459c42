using PpuSim.Isa.Assembly;
using PpuSim.Machine;
using PpuSim.Timing;

namespace OnChipLearn.Chip.Tests;

/// <summary>Runs assembled programs on the simulated processors of a chip.</summary>
internal static class PpuProgram
{
    /// <summary>Where programs find vectors and leave results.</summary>
    public const uint Data = 0x1000;

    /// <summary>Loads a program into one or both processors, runs to sleep, and returns the processors.</summary>
    public static ProcessorPair Run(HicannX chip, string top, string bottom = "wait", Action<ProcessorPair>? prepare = null)
    {
        ProcessorPair pair = new(chip, CorePreset.HicannX.Core);
        Load(pair[0], top);
        Load(pair[1], bottom);
        prepare?.Invoke(pair);
        pair.Release();
        Assert.True(pair.Run(chip.Now + 100_000), "the program did not end");
        return pair;
    }

    /// <summary>The two instructions that load a 32-bit constant.</summary>
    public static string LoadImmediate(int register, uint value) =>
        $"lis {register},{(short)(value >> 16)}\nori {register},{register},{value & 0xFFFF}\n";

    public static byte[] Bytes(this ProcessorPair pair, int processor, uint address, int count = 128) =>
        pair[processor].Sram.Bytes.Slice((int)address, count).ToArray();

    private static void Load(IPpuCore core, string source)
    {
        AssembledProgram program = Assembler.Assemble(source + "\n");
        foreach (AssembledSection section in program.Sections)
        {
            section.Bytes.Span.CopyTo(core.Sram.Bytes[(int)section.Address..]);
        }
    }
}
