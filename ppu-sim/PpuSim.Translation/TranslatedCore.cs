using PpuSim.Machine;
using PpuSim.Timing;

namespace PpuSim.Translation;

/// <summary>
/// A core with exactly the results and cycles of <see cref="PpuCore{TProbe}"/>, faster: what control does from a state on is recorded once, by that core, and
/// replayed whenever the state recurs. What is rare (interrupts, sleep, moves to special registers, the first time) is left to it.
/// </summary>
/// <remarks>The idea is that of fast-forwarding micro-architecture simulation (Schnarr and Larus, ASPLOS 1998).</remarks>
/// <typeparam name="TProbe">Observer, bound at compile time.</typeparam>
public sealed class TranslatedCore<TProbe> : IPpuCore
    where TProbe : struct, IProbe
{
    private readonly PpuCore<RecordingProbe<TProbe>> _core;
    private readonly Observer<TProbe> _observer;
    private readonly TraceMemory _memory;
    private readonly TraceWriter<TProbe> _writer;
    private readonly TracePlayer<TProbe> _player;

    public TranslatedCore(CoreParameters parameters, ScalarState state, VectorState vectorState, Sram sram, CorePorts ports, TProbe probe = default)
    {
        var recorder = new TraceRecorder();
        _observer = new Observer<TProbe>(probe);
        _core = new PpuCore<RecordingProbe<TProbe>>(parameters, state, vectorState, sram, ports, new RecordingProbe<TProbe>(recorder, _observer));
        _memory = new TraceMemory(_core.Live.Instructions, sram);
        _writer = new TraceWriter<TProbe>(_core, recorder, _memory);
        _player = new TracePlayer<TProbe>(_core.Live, _observer);
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
    public long ReplayedCycles => _memory.Replayed.Issues + _memory.Replayed.Stalls.Sum();

    public void Reset()
    {
        _memory.Expect();
        _core.Reset();
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

    // At least one cycle.
    private void Advance(long limit)
    {
        _memory.Check();
        if (!_core.IsSelfContained)
        {
            _core.Step(limit);
            return;
        }

        var state = _writer.Present();
        while (state is not null)
        {
            state = state.First is null ? _writer.Record(state, limit) : Replay(state, limit);
        }
    }

    // Returns the state that the core is in and from which to record, or null when it is in any other.
    private PipelineState? Replay(PipelineState state, long limit)
    {
        var stop = Math.Min(limit, _core.NextTimerEvent);
        var cycle = _core.Cycle;
        while (state.First is { } trace && cycle + state.Longest < stop)
        {
            if (!_player.Play(ref trace, cycle))
            {
                return _writer.GoOn(trace, _player.Stopped, _player.Answer, cycle, limit);
            }

            trace.Passes++;
            cycle += trace.Cycles;
            state = trace.End;
        }

        _writer.Enter(state, cycle);
        if (state.First is null)
        {
            return state;
        }

        // Little is left: not worth a state.
        do
        {
            _core.Step(limit);
        }
        while (_core.Cycle < stop && !_core.IsAsleep);
        return null;
    }
}
