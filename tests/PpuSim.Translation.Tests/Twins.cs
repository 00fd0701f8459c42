using PpuSim.AddressMap;
using PpuSim.Machine;
using PpuSim.Timing;

namespace PpuSim.Translation.Tests;

/// <summary>The same program on the interpreter, on the translator with an observer, and on the translator without one; both compile at once.</summary>
internal sealed class Twins
{
    private const int Visits = 3;
    private readonly byte[] _memory;

    public Twins(ReadOnlySpan<byte> memory, CoreParameters? parameters = null, Quirks quirks = Quirks.All)
    {
        _memory = new byte[MemoryMap.SramBytes];
        memory.CopyTo(_memory);
        parameters ??= new CoreParameters();
        Interpreter = Create(CoreEngine.Interpreter, parameters, quirks, new EventLog.Probe(Expected));
        Translator = (TranslatedCore<EventLog.Probe, NoProbe>)Create(CoreEngine.Translator, parameters, quirks, new EventLog.Probe(Actual));
        Silent = (TranslatedCore<NoProbe, NoProbe>)Create(CoreEngine.Translator, parameters, quirks, default(NoProbe));
        Translator.VisitsUntilCompiled = Silent.VisitsUntilCompiled = Visits;
        Load();
    }

    public IPpuCore Interpreter { get; }

    public TranslatedCore<EventLog.Probe, NoProbe> Translator { get; }

    public TranslatedCore<NoProbe, NoProbe> Silent { get; }

    public EventLog Expected { get; } = new();

    public EventLog Actual { get; } = new();

    /// <summary>Memory and registers as before the start, and reset.</summary>
    public void Load()
    {
        foreach (var core in new[] { Interpreter, Translator, Silent })
        {
            core.Reset();
            _memory.CopyTo(core.Sram.Bytes);
            core.State.Gpr.AsSpan().Clear();
        }
    }

    /// <summary>Runs both to a cycle and compares.</summary>
    public void RunUntil(long cycle)
    {
        Interpreter.RunUntil(cycle);
        Translator.RunUntil(cycle);
        Silent.RunUntil(cycle);
        Compare();
    }

    /// <summary>Runs both until they sleep and compares.</summary>
    public void RunUntilSleep(long limit)
    {
        var sleeps = Interpreter.RunUntilSleep(limit);
        Assert.Equal((sleeps, sleeps), (Translator.RunUntilSleep(limit), Silent.RunUntilSleep(limit)));
        Compare();
    }

    public void Compare()
    {
        Compare(Translator);
        Compare(Silent);
        Assert.Equal((Expected.Count, Expected.Hash), (Actual.Count, Actual.Hash));
    }

    private void Compare(IPpuCore core)
    {
        Assert.Equal(Interpreter.Cycle, core.Cycle);
        Assert.Equal((Interpreter.Issues, Interpreter.Instructions, Interpreter.Pc, Interpreter.IsAsleep), (core.Issues, core.Instructions, core.Pc, core.IsAsleep));
        Assert.Equal(Interpreter.Stalls, core.Stalls);
        Assert.Equal(Interpreter.State.Gpr, core.State.Gpr);
        Assert.Equal(Special(Interpreter.State), Special(core.State));
        Assert.True(Interpreter.VectorState.ContentEquals(core.VectorState));
        Assert.True(Interpreter.Sram.Bytes.SequenceEqual(core.Sram.Bytes));
    }

    private static uint[] Special(ScalarState state) => [state.Cr, state.Xer, state.Lr, state.Ctr, state.Msr, state.Srr0, state.Srr1, state.Esr, state.Timers.Tsr];

    private static IPpuCore Create<TProbe>(CoreEngine engine, CoreParameters parameters, Quirks quirks, TProbe probe)
        where TProbe : struct, IProbe
    {
        var ports = new StandalonePorts(PortLatencies.TestBench);
        return CoreFactory.Create(
            engine, parameters, new ScalarState { Quirks = quirks }, new VectorState(parameters.Slices), new Sram(), new CorePorts(ports, ports, ports), probe);
    }
}
