using System.Buffers.Binary;
using PpuSim.Machine;
using PpuSim.Timing;

namespace OnChipLearn.Compiler.Tests;

/// <summary>Compiles a method of this assembly and runs it on the cycle-exact core.</summary>
internal sealed class PpuRun
{
    /// <summary>Content of SRAM where the image says nothing.</summary>
    public const byte Untouched = 0xa5;

    private const long CycleLimit = 3_000_000;
    private readonly IPpuCore core;

    private PpuRun(CompiledProgram program, IVectorPort? array, IDataPort? bus, TouchedBytes? touched)
    {
        Program = program;
        var ports = new CorePorts(bus ?? new RecordedBus(), array ?? new RecordedArray());
        core = touched is null
            ? new PpuCore<NoProbe>(CorePreset.Rtl.Core, new ScalarState(), new VectorState(), new Sram(), ports)
            : new PpuCore<TouchedBytes.Probe>(CorePreset.Rtl.Core, new ScalarState(), new VectorState(), new Sram(), ports, new TouchedBytes.Probe(touched));
        core.Sram.Bytes.Fill(Untouched);
        program.Image.CopyTo(core.Sram.Bytes);
        foreach (var stack in program.Memory.Entries.Where(entry => entry.Kind == MemoryKind.Stack))
        {
            core.Sram.Bytes.Slice(stack.Address, stack.Bytes).Fill(Untouched);
        }

        Assert.True(core.RunUntilSleep(CycleLimit), $"{program.Image.Name} does not end; pc = 0x{core.Pc:x}");
    }

    public CompiledProgram Program { get; }

    public long Cycles => core.Cycle;

    public int ReturnCode => Word(Symbol("return.code"));

    /// <summary>Line of the trap that ended the program, or null.</summary>
    public int? TrapLine => Word(Symbol("trap.address")) is var address and not 0 ? Program.Image.Lines.Find((uint)address)?.Line ?? 0 : null;

    public Span<byte> Memory => core.Sram.Bytes;

    public static CompiledProgram Compile(Type type, string method, bool checks = true) => FirmwareCompiler.Compile(new CompilerOptions
    {
        AssemblyPath = type.Assembly.Location, TypeName = type.FullName!.Replace('+', '.'), MethodName = method, Verify = true, Checks = checks, Timing = CorePreset.Rtl,
    });

    public static PpuRun Of(Type type, string method, bool checks = true, IVectorPort? port = null) => Of(Compile(type, method, checks), port);

    public static PpuRun Of(CompiledProgram program, IVectorPort? port = null, IDataPort? bus = null, TouchedBytes? touched = null) => new(program, port, bus, touched);

    public int Word(int address) => BinaryPrimitives.ReadInt32BigEndian(core.Sram.Bytes[address..]);

    public int Symbol(string name) => (int)(Program.Image.Symbols.Find(name) ?? throw new InvalidOperationException($"no symbol {name}")).Address;

    /// <summary>Content of a datum; empty where the program has none of that name.</summary>
    public byte[] Bytes(string symbol) =>
        Program.Image.Symbols.Find(symbol) is { } found ? core.Sram.Bytes.Slice((int)found.Address, (int)found.Size).ToArray() : [];

    public int[] Words(string symbol)
    {
        var found = Program.Image.Symbols.Find(symbol);
        return found is null ? [] : [.. Enumerable.Range(0, (int)found.Size / 4).Select(i => Word((int)found.Address + 4 * i))];
    }
}
