using PpuSim.AddressMap;
using PpuSim.Machine;
using PpuSim.Timing;

namespace PpuSim.Translation;

/// <summary>
/// A core with exactly the results and cycles of <see cref="PpuCore{TProbe}"/>, faster: what control does from a state on is recorded once, by that core, and
/// replayed whenever the state recurs. What is rare (interrupts, sleep, moves to special registers, the first time) is left to it.
/// </summary>
/// <remarks>The idea is that of fast-forwarding micro-architecture simulation (Schnarr and Larus, ASPLOS 1998).</remarks>
/// <typeparam name="TProbe">Observer, bound at compile time.</typeparam>
/// <typeparam name="TCounter">Observer that only counts: it hears of replayed cycles when somebody reads totals.</typeparam>
public sealed partial class TranslatedCore<TProbe, TCounter> : ICoupledCore
    where TProbe : struct, IProbe
    where TCounter : struct, ICountingProbe
{
    private const int MostWatchedWords = 1024;
    private readonly PpuCore<ProbePair<RepeatingCounter<TCounter>, RecordingProbe<TProbe>>> _core;
    private readonly Observer<TProbe> _observer;
    private readonly TraceTotals _replayed;
    private readonly TraceMemory _memory;
    private readonly TraceWriter<TProbe, TCounter> _writer;
    private readonly TracePlayer<TProbe> _player;
    private readonly AccessGate _gate = new();
    private readonly DerivedCount _settledCycles = new();

    public TranslatedCore(CoreParameters parameters, ScalarState state, VectorState vectorState, Sram sram, CorePorts ports, TProbe probe, TCounter counter)
    {
        var recorder = new TraceRecorder();
        _observer = new Observer<TProbe>(probe);
        _replayed = new TraceTotals(counter.Counts);
        var probes = new ProbePair<RepeatingCounter<TCounter>, RecordingProbe<TProbe>>(new RepeatingCounter<TCounter>(recorder, counter), new RecordingProbe<TProbe>(recorder, _observer));
        _core = new PpuCore<ProbePair<RepeatingCounter<TCounter>, RecordingProbe<TProbe>>>(parameters, state, vectorState, sram, ports, probes);
        _memory = new TraceMemory(_core.Live.Instructions, sram, _replayed);
        _writer = new TraceWriter<TProbe, TCounter>(_core, recorder, _memory, _gate, counter.Counts);
        _player = new TracePlayer<TProbe>(_core.Live, _observer, _gate);
        _frame = new TraceFrame(_core.Live, vectorState, _gate);
        _compiler = new RegionCompiler(_core.Live, _player, Observed(probe), _memory.Keep);
    }

    public long Cycle => _core.Cycle;

    public long Issues => _core.Issues + _memory.Replayed.Issues;

    public long Instructions => _core.Instructions + _memory.Replayed.Instructions;

    public IReadOnlyList<long> Stalls
    {
        get
        {
            var replayed = _memory.Replayed.Stalls;
            return [.. _core.Stalls.Select((cycles, cause) => cycles + replayed[cause])];
        }
    }

    public ScalarState State => _core.State;

    public VectorState VectorState => _core.VectorState;

    public Sram Sram => _core.Sram;

    public bool IsAsleep => _core.IsAsleep;

    public bool CanWake => _core.CanWake;

    public uint Pc => _core.Pc;

    public bool Doorbell
    {
        get => _core.Doorbell;
        set => _core.Doorbell = value;
    }

    public uint Pins
    {
        get => _core.Pins;
        set => _core.Pins = value;
    }

    public ref TProbe Probe => ref _observer.Probe;

    /// <summary>States of the pipeline that are known.</summary>
    public int States => _memory.States.Count;

    /// <summary>Cycles that were replayed, not interpreted.</summary>
    public long ReplayedCycles => _settledCycles.Value + _memory.Replayed.Issues + _memory.Replayed.Stalls.Sum();

    // What compiled code has to tell. Stores to a few words are left to the player; where stores to many matter, all are told.
    private ProbeEvents Observed(IProbe probe)
    {
        if ((TProbe.Hears & ProbeEvents.Stores) == 0)
        {
            return TProbe.Hears;
        }

        var watched = Enumerable.Range(0, MemoryMap.SramBytes / sizeof(uint)).Select(word => sizeof(uint) * (uint)word).Where(probe.HearsStores).ToArray();
        if (watched.Length > MostWatchedWords)
        {
            return TProbe.Hears;
        }

        Array.ForEach(watched, _core.Live.Instructions.Watch);
        return TProbe.Hears & ~ProbeEvents.Stores;
    }

    public void Settle()
    {
        var replayed = _memory.Replayed;
        _core.Count(replayed.Issues, replayed.Instructions, replayed.Stalls);
        _settledCycles.Value += replayed.Issues + replayed.Stalls.Sum();
        replayed.Clear();
        _core.Settle();
    }

    public void Reset()
    {
        _memory.Expect();
        _core.Reset();
        _settledCycles.Value = 0;
        _waiting = null;
        _gate.Restart();
    }

    public void Step() => _core.Step();

    public void Step(long limit) => _core.Step(limit);

    public void WriteSram(uint address, uint value, int byteEnables = 15) => _core.WriteSram(address, value, byteEnables);

    public void RunUntil(long cycle)
    {
        while (_core.Cycle < cycle)
        {
            if (_core.IsAsleep)
            {
                _core.RunAsleep(cycle);
            }
            else
            {
                Advance(cycle);
            }
        }
    }

    public bool RunUntilSleep(long limit)
    {
        while (_core.Cycle < limit)
        {
            if (!_core.IsAsleep)
            {
                Advance(limit);
            }
            else if (!_core.CanWake)
            {
                return true;
            }
            else
            {
                _core.RunAsleep(limit);
            }
        }

        return _core.IsAsleep && !_core.CanWake;
    }

    // At least one cycle, unless an access may not take place yet: then false.
    private bool Advance(long limit)
    {
        _memory.Check();
        if (!_core.IsSelfContained)
        {
            return StepAlone(limit);
        }

        return GoOn(_writer.Present(), limit);
    }

    private bool StepAlone(long limit)
    {
        if (!_gate.Opens(_core.Cycle))
        {
            _isHeldUp = true;
            return false;
        }

        _core.Step(limit);
        return true;
    }

    // From a state that the core is in, as long as there is one to go on from.
    private bool GoOn(PipelineState? state, long limit)
    {
        while (state is not null)
        {
            if (state.First is not null)
            {
                state = Replay(state, limit);
            }
            else if (_gate.Opens(_core.Cycle))
            {
                state = _writer.Record(state, limit);
            }
            else
            {
                return false;
            }
        }

        return _waiting is null && !_isHeldUp;
    }

    private PipelineState? Replay(PipelineState state, long limit)
    {
        var stop = Math.Min(limit, _core.NextTimerEvent);
        if (_core.Cycle + state.Longest < stop)
        {
            return Replay(state, _core.Cycle, stop, limit);
        }

        // Little is left: not worth a state.
        while (_core.Cycle < stop && !_core.IsAsleep && StepAlone(limit))
        {
        }

        return null;
    }
}
