using System.Buffers.Binary;
using PpuSim.Image;
using PpuSim.Isa.Assembly;
using PpuSim.Machine;
using PpuSim.Timing;

namespace OnChipLearn.Compiler.Tests.HandScheduled;

/// <summary>
/// A program in assembly with one loop, whose block between the labels <c>round</c> and <c>again</c> can be reordered. It uses the data of a compiled
/// program, at the same addresses and with the same contents.
/// </summary>
internal sealed class HandProgram
{
    private const int WordBytes = 4;
    private const long CycleLimit = 1_000_000;
    private readonly byte[] memory = new byte[PpuSim.AddressMap.MemoryMap.SramBytes];
    private readonly PpuCore<NoProbe> core;
    private readonly int start;

    /// <param name="name">File in fixtures/compiler/vector without its extension; the symbol <c>Rounds</c> is the number of rounds of its loop.</param>
    /// <param name="data">Compiled program with the data.</param>
    /// <param name="rounds">Rounds of the loop.</param>
    public HandProgram(string name, ProgramImage data, int rounds)
    {
        var symbols = data.Symbols.All.Where(symbol => symbol.Kind == SymbolKind.Object)
            .GroupBy(symbol => symbol.Name.Split('.')[^1]).ToDictionary(group => group.Key, group => group.First().Address);
        symbols["Rounds"] = (uint)rounds;
        var path = Fixtures.Path("compiler", "vector", name + ".s");
        var program = Assembler.Assemble(File.ReadAllText(path), Path.GetFileName(path), new AssemblerOptions { Symbols = symbols });
        data.CopyTo(memory);
        var code = program.Sections.Single(section => section.IsExecutable).Bytes.Span;
        Assert.All(data.Segments.Where(segment => !segment.Access.HasFlag(SegmentAccess.Execute)), segment => Assert.True(segment.Address >= program.Sections.Sum(section => section.Bytes.Length)));
        code.CopyTo(memory);
        start = Label(program, "round");
        Block = [.. Enumerable.Range(0, (Label(program, "again") - start) / WordBytes).Select(i => BinaryPrimitives.ReadUInt32BigEndian(memory.AsSpan(start + WordBytes * i)))];
        Port = new RecordedArray();
        core = new PpuCore<NoProbe>(CorePreset.Rtl.Core, new ScalarState(), new VectorState(), new Sram(), new CorePorts(new StandalonePorts(CorePreset.Rtl.Ports), Port));
    }

    /// <summary>Instruction words of the block, in the order of the source.</summary>
    public uint[] Block { get; }

    /// <summary>What was written over the vector port in the last run.</summary>
    public RecordedArray Port { get; }

    /// <summary>SRAM after the last run.</summary>
    public Span<byte> Memory => core.Sram.Bytes;

    /// <summary>Cycles from reset to sleep with the block in the given order.</summary>
    public long Run(ReadOnlySpan<int> order)
    {
        memory.CopyTo(core.Sram.Bytes);
        for (var i = 0; i < order.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(core.Sram.Bytes[(start + WordBytes * i)..], Block[order[i]]);
        }

        Port.Written.Clear();
        core.State.Gpr.AsSpan().Clear();
        core.Reset();
        Assert.True(core.RunUntilSleep(CycleLimit));
        return core.Cycle;
    }

    private static int Label(AssembledProgram program, string name) => (int)program.Symbols.Single(symbol => symbol.Name == name).Value;
}
