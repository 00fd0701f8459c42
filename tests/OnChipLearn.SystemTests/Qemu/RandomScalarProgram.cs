using System.Text;
using PpuSim.AddressMap;
using PpuSim.Isa.Assembly;
using PpuSim.Machine;

namespace OnChipLearn.SystemTests.Qemu;

/// <summary>
/// A random user-mode program: sets every register, runs a random body, stores every register, writes the memory to standard output (qemu) and sleeps (PPU).
/// </summary>
internal sealed class RandomScalarProgram
{
    /// <summary>First byte of the data that the body loads and stores.</summary>
    public const int Data = 0x2800;

    /// <summary>Bytes of it.</summary>
    public const int DataBytes = 0x400;

    /// <summary>Initial values: 32 general purpose registers, CR, XER, CTR, LR.</summary>
    public const int Initial = 0x3000;

    /// <summary>Final values in the same order.</summary>
    public const int Final = 0x3100;

    private const int BodyItems = 120;
    private const uint XerFlags = 0xe000_0000;

    private readonly Random random;

    /// <param name="seed">Gives the program.</param>
    /// <param name="architectural">True to use operands for which the core deviates from the Power ISA.</param>
    public RandomScalarProgram(int seed, bool architectural)
    {
        random = new Random(seed);
        var operations = new ScalarOperations(random, architectural);
        var text = new StringBuilder();
        Prologue(text);
        operations.WriteBody(text, BodyItems);
        Epilogue(text);
        operations.WriteFunctions(text);
        Text = text.ToString();
        Memory = Assemble();
    }

    /// <summary>Assembler source.</summary>
    public string Text { get; }

    /// <summary>Whole memory at the start.</summary>
    public byte[] Memory { get; }

    private static void Prologue(StringBuilder text)
    {
        text.AppendLine($"        lwz 3,{Initial + 128}(0)\n        mtcr 3\n        lwz 3,{Initial + 132}(0)\n        mtxer 3");
        text.AppendLine($"        lwz 3,{Initial + 136}(0)\n        mtctr 3\n        lwz 3,{Initial + 140}(0)\n        mtlr 3");
        text.AppendLine($"        lmw 1,{Initial + 4}(0)\n        lwz 0,{Initial}(0)");
    }

    private static void Epilogue(StringBuilder text)
    {
        text.AppendLine($"        stmw 0,{Final}(0)\n        mfcr 3\n        stw 3,{Final + 128}(0)\n        mfxer 3\n        rlwinm 3,3,0,0,2\n        stw 3,{Final + 132}(0)");
        text.AppendLine($"        mfctr 3\n        stw 3,{Final + 136}(0)\n        mflr 3\n        stw 3,{Final + 140}(0)");

        // write(1, 0, all), exit(0): nothing on the PPU, which goes on to sleep.
        text.AppendLine($"        li 0,4\n        li 3,1\n        li 4,0\n        li 5,{MemoryMap.SramBytes}\n        .long 0x44000002");
        text.AppendLine("        li 0,1\n        li 3,0\n        .long 0x44000002\n        sync\n        wait\n        nop\n        nop\n        nop\n        nop");
    }

    private byte[] Assemble()
    {
        var code = Assembler.Assemble(Text).Sections.Single().Bytes;
        Assert.True(code.Length <= Data, $"{code.Length} bytes of code");
        var memory = new byte[MemoryMap.SramBytes];
        code.Span.CopyTo(memory);
        random.NextBytes(memory.AsSpan(Data, DataBytes));
        for (var register = 0; register < 36; register++)
        {
            WriteWord(memory, Initial + 4 * register, ScalarOperations.InitialOf(register) ?? Interesting());
        }

        // The flags of XER exist on both sides, its other bits only under qemu.
        WriteWord(memory, Initial + 132, Interesting() & XerFlags);
        return memory;
    }

    private uint Interesting() => random.Next(4) switch
    {
        0 => (uint)random.Next(-3, 4),
        1 => 1u << random.Next(32),
        2 => random.Next(3) switch { 0 => 0x7fff_ffffu, 1 => 0x8000_0000u, _ => 0xffff_8000u },
        _ => (uint)random.NextInt64(1L << 32),
    };

    private static void WriteWord(byte[] memory, int address, uint value) =>
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(memory.AsSpan(address), value);
}
