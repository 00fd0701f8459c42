using PpuSim.AddressMap;
using PpuSim.Machine;
using PpuSim.Timing;

namespace PpuSim.Translation.Tests;

/// <summary>The same program on the interpreter and on the translator.</summary>
internal sealed class Twins
{
    private readonly byte[] _memory;

    public Twins(ReadOnlySpan<byte> memory, CoreParameters? parameters = null, Quirks quirks = Quirks.All)
    {
        _memory = new byte[MemoryMap.SramBytes];
        memory.CopyTo(_memory);
        parameters ??= new CoreParameters();
        Interpreter = Create(CoreEngine.Interpreter, parameters, quirks, Expected);
        Translator = (TranslatedCore<EventLog.Probe>)Create(CoreEngine.Translator, parameters, quirks, Actual);
        Load();
    }

    public IPpuCore Interpreter { get; }

    public TranslatedCore<EventLog.Probe> Translator { get; }

    public EventLog Expected { get; } = new();

    public EventLog Actual { get; } = new();

    /// <summary>Memory and registers as before the start, and reset.</summary>
    public void Load()
    {
        foreach (var core in new[] { Interpreter, Translator })
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
        Compare();
    }

    /// <summary>Runs both until they sleep and compares.</summary>
    public void RunUntilSleep(long limit)
    {
        Assert.Equal(Interpreter.RunUntilSleep(limit), Translator.RunUntilSleep(limit));
        Compare();
    }

    public void Compare()
    {
        Assert.Equal(Interpreter.Cycle, Translator.Cycle);
        Assert.Equal((Interpreter.Issues, Interpreter.Instructions, Interpreter.Pc, Interpreter.IsAsleep), (Translator.Issues, Translator.Instructions, Translator.Pc, Translator.IsAsleep));
        Assert.Equal(Interpreter.Stalls, Translator.Stalls);
        Assert.Equal(Interpreter.State.Gpr, Translator.State.Gpr);
        Assert.Equal(Special(Interpreter.State), Special(Translator.State));
        Assert.True(Interpreter.VectorState.ContentEquals(Translator.VectorState));
        Assert.True(Interpreter.Sram.Bytes.SequenceEqual(Translator.Sram.Bytes));
        Assert.Equal((Expected.Count, Expected.Hash), (Actual.Count, Actual.Hash));
    }

    private static uint[] Special(ScalarState state) => [state.Cr, state.Xer, state.Lr, state.Ctr, state.Msr, state.Srr0, state.Srr1, state.Esr, state.Timers.Tsr];

    private static IPpuCore Create(CoreEngine engine, CoreParameters parameters, Quirks quirks, EventLog log)
    {
        var ports = new StandalonePorts(PortLatencies.TestBench);
        return CoreFactory.Create(
            engine, parameters, new ScalarState { Quirks = quirks }, new VectorState(parameters.Slices), new Sram(), new CorePorts(ports, ports, ports), new EventLog.Probe(log));
    }
}
