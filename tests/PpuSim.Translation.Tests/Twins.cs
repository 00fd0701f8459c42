using PpuSim.AddressMap;
using PpuSim.Machine;
using PpuSim.Timing;

namespace PpuSim.Translation.Tests;

/// <summary>
/// The same program on the interpreter and on three translators, which compile at once: one tells of everything, one of nothing, and one of counts and of stores
/// to a few words; the last one shares some of its words with others.
/// </summary>
internal sealed class Twins
{
    private const int Visits = 3;
    private const int Never = 1_000_000;
    private const uint SharedAddress = 0x2000;
    private const int SharedBytes = 0x400;
    private readonly EventCounts _counts = new();
    private readonly EventCounts _expectedCounts = new();
    private readonly WatchedStores _stores = new();
    private readonly WatchedStores _expectedStores = new();
    private readonly byte[] _memory;

    public Twins(ReadOnlySpan<byte> memory, CoreParameters? parameters = null, Quirks quirks = Quirks.All, Compilers compilers = Compilers.All)
    {
        _memory = new byte[MemoryMap.SramBytes];
        memory.CopyTo(_memory);
        parameters ??= new CoreParameters();
        Interpreter = Create(
            CoreEngine.Interpreter, parameters, quirks, new ProbePair<EventLog.Probe, WatchedStores.Probe>(new EventLog.Probe(Expected), new WatchedStores.Probe(_expectedStores)),
            new EventCounts.Probe(_expectedCounts));
        Translator = (TranslatedCore<EventLog.Probe, NoProbe>)Create(CoreEngine.Translator, parameters, quirks, new EventLog.Probe(Actual), default(NoProbe));
        Silent = (TranslatedCore<NoProbe, NoProbe>)Create(CoreEngine.Translator, parameters, quirks, default(NoProbe), default(NoProbe));
        Sparing = (TranslatedCore<WatchedStores.Probe, EventCounts.Probe>)Create(
            CoreEngine.Translator, parameters, quirks, new WatchedStores.Probe(_stores), new EventCounts.Probe(_counts));
        Sparing.Share(SharedAddress, SharedBytes);
        Translator.VisitsUntilCompiled = (compilers & Compilers.Telling) != 0 ? Visits : Never;
        Silent.VisitsUntilCompiled = (compilers & Compilers.Silent) != 0 ? Visits : Never;
        Sparing.VisitsUntilCompiled = (compilers & Compilers.Sparing) != 0 ? Visits : Never;
        Load();
    }

    public IPpuCore Interpreter { get; }

    public TranslatedCore<EventLog.Probe, NoProbe> Translator { get; }

    public TranslatedCore<NoProbe, NoProbe> Silent { get; }

    public TranslatedCore<WatchedStores.Probe, EventCounts.Probe> Sparing { get; }

    /// <summary>States with code, of all translators.</summary>
    public int CompiledStates => Translator.CompiledStates + Silent.CompiledStates + Sparing.CompiledStates;

    public EventLog Expected { get; } = new();

    public EventLog Actual { get; } = new();

    /// <summary>Memory and registers as before the start, and reset.</summary>
    public void Load()
    {
        foreach (var core in new[] { Interpreter, Translator, Silent, Sparing })
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
        Sparing.RunUntil(cycle);
        Compare();
    }

    /// <summary>Runs both until they sleep and compares.</summary>
    public void RunUntilSleep(long limit)
    {
        var sleeps = Interpreter.RunUntilSleep(limit);
        Assert.Equal((sleeps, sleeps, sleeps), (Translator.RunUntilSleep(limit), Silent.RunUntilSleep(limit), Sparing.RunUntilSleep(limit)));
        Compare();
    }

    public void Compare()
    {
        Compare(Translator);
        Compare(Silent);
        Compare(Sparing);
        Assert.Equal(_expectedCounts.Counts, _counts.Counts);
        Assert.Equal(_expectedStores.Hash, _stores.Hash);
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

    private static IPpuCore Create<TProbe, TCounter>(CoreEngine engine, CoreParameters parameters, Quirks quirks, TProbe probe, TCounter counter)
        where TProbe : struct, IProbe
        where TCounter : struct, ICountingProbe
    {
        var ports = new StandalonePorts(PortLatencies.TestBench);
        return CoreFactory.Create(
            engine, parameters, new ScalarState { Quirks = quirks }, new VectorState(parameters.Slices), new Sram(), new CorePorts(ports, ports, ports), probe, counter);
    }
}

/// <summary>Translators that make code early; the others only replay.</summary>
[Flags]
internal enum Compilers
{
    Telling = 1,
    Silent = 2,
    Sparing = 4,
    All = Telling | Silent | Sparing,
}
