using PpuSim.Isa.Assembly;
using PpuSim.Machine;

namespace PpuSim.Timing.Tests;

/// <summary>
/// A core with a small assembled program in its SRAM. Registers and memory start as 0; the program begins at address 0 and results are read from the
/// registers once it sleeps.
/// </summary>
internal sealed class AssembledCore
{
    private const long Limit = 200_000;
    private readonly Dictionary<string, uint> _symbols;
    private readonly PpuCore<Recording.Probe> _core;

    public AssembledCore(string source, Quirks quirks = Quirks.All, CoreParameters? parameters = null, IDataPort? data = null)
    {
        var program = Assembler.Assemble(source + "\n");
        _symbols = program.Symbols.ToDictionary(symbol => symbol.Name, symbol => symbol.Value);
        var ports = new StandalonePorts(PortLatencies.TestBench);
        parameters ??= new CoreParameters();
        _core = new PpuCore<Recording.Probe>(
            parameters, new ScalarState { Quirks = quirks }, new VectorState(parameters.Slices), new Sram(), new CorePorts(data ?? ports, ports, ports),
            new Recording.Probe(Recording));
        foreach (var section in program.Sections)
        {
            section.Bytes.Span.CopyTo(_core.Sram.Bytes[(int)section.Address..]);
        }
    }

    public Recording Recording { get; } = new();

    public IPpuCore Core => _core;

    public ScalarState State => _core.State;

    public uint this[string label] => _symbols[label];

    /// <summary>Runs a program until it sleeps for good.</summary>
    public static AssembledCore Run(string source, Quirks quirks = Quirks.All, CoreParameters? parameters = null, IDataPort? data = null)
    {
        var core = new AssembledCore(source, quirks, parameters, data);
        core.RunToSleep();
        return core;
    }

    public uint Register(int number) => State.Gpr[number];

    public uint Word(uint address) => _core.Sram.ReadWord(address);

    public void RunToSleep() => Assert.True(_core.RunUntilSleep(Limit), $"still running at 0x{_core.Pc:x}");

    public void RunUntil(long cycle) => _core.RunUntil(cycle);

    /// <summary>Raises the doorbell line for the one cycle.</summary>
    public void RingIn(long cycle)
    {
        RunUntil(cycle);
        _core.Doorbell = true;
        RunUntil(cycle + 1);
        _core.Doorbell = false;
    }

    /// <summary>Sets the input pins from the cycle on.</summary>
    public void SetPinsIn(long cycle, uint pins)
    {
        RunUntil(cycle);
        _core.Pins = pins;
    }

    /// <summary>Cycles in which the instruction at a label issued.</summary>
    public long[] Issued(string label) => IssuedAt(this[label]);

    public long[] IssuedAt(uint address) => [.. Recording.Issues.Where(issue => issue.Pc == address).Select(issue => issue.Cycle)];

    /// <summary>Byte addresses of the vectors of all interrupts taken, in order.</summary>
    public uint[] VectorsTaken => [.. Recording.Interrupts.Select(interrupt => interrupt.Vector)];
}
