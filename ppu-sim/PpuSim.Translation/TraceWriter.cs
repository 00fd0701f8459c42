using PpuSim.Timing;

namespace PpuSim.Translation;

/// <summary>Lets the interpreter run from a state, or on from a question in a trace, and keeps what it did as a trace.</summary>
internal sealed class TraceWriter<TProbe, TCounter> : IDerivedState
    where TProbe : struct, IProbe
    where TCounter : struct, ICountingProbe
{
    // Cycles after which a trace ends even without a branch.
    private const int LongestTrace = 64;

    private readonly PpuCore<ProbePair<RepeatingCounter<TCounter>, RecordingProbe<TProbe>>> _core;
    private readonly TraceRecorder _recorder;
    private readonly TraceMemory _memory;
    private readonly AccessGate _gate;
    private readonly RecordingDatapath _recording;
    private readonly ControlStream _written;
    private readonly ControlStream _read;
    private readonly long[] _counts;
    private readonly long[] _countsBefore;
    private readonly long[] _stalls = new long[(int)StallCause.Count];
    private long _issues;
    private long _instructions;

    public TraceWriter(PpuCore<ProbePair<RepeatingCounter<TCounter>, RecordingProbe<TProbe>>> core, TraceRecorder recorder, TraceMemory memory, AccessGate gate, long[] counts)
    {
        _core = core;
        _recorder = recorder;
        _memory = memory;
        _gate = gate;
        _counts = counts;
        _countsBefore = new long[counts.Length];
        _recording = new RecordingDatapath(core.Live, recorder, gate);
        _written = new ControlStream(core.Live.Instructions);
        _read = new ControlStream(core.Live.Instructions);
    }

    /// <summary>The state that the core is in.</summary>
    public PipelineState Present()
    {
        _written.BeginWriting(_core.Cycle);
        _core.Transfer(_written);
        return _memory.States[_written.Written];
    }

    /// <summary>Puts the core into a state.</summary>
    public void Enter(PipelineState state, long cycle)
    {
        _read.BeginReading(state.Bytes, cycle);
        _core.Resume(_read, cycle);
    }

    /// <summary>Runs on from a state that the core is in. Returns the state behind it, null where there is none to go on from.</summary>
    public PipelineState? Record(PipelineState state, long limit)
    {
        if (state.IsInterpreted || !_core.IsSelfContained)
        {
            _core.Step(limit);
            return null;
        }

        _recorder.Begin(_core.Cycle);
        var trace = new Trace(state, null, 0, 0);
        return Run(trace, limit) ? Finish(trace, () => state.First = trace) : null;
    }

    /// <summary>Runs on from an action at which replay has stopped: what was before is only repeated by control.</summary>
    /// <param name="parent">Trace of the action.</param>
    /// <param name="action">Its number.</param>
    /// <param name="answer">Answer of the question that it is; null when it still has to be executed.</param>
    /// <param name="cycle">Cycle in which the chain of traces began.</param>
    /// <param name="limit">Cycle to stop at.</param>
    public PipelineState? GoOn(Trace parent, int action, long? answer, long cycle, long limit)
    {
        Enter(parent.Start, cycle);
        _recorder.Begin(cycle);
        _recorder.Repeat(parent, action);
        if (answer is { } known)
        {
            _recorder.Repeat(parent.Actions[action].Kind, known);
        }

        var trace = new Trace(parent.Start, parent, action, answer ?? 0);
        return Run(trace, limit) && answer is not null ? Finish(trace, () => Detour(trace)) : null;
    }

    private static void Detour(Trace trace)
    {
        ref var question = ref trace.Parent!.Actions[trace.ParentAction];
        for (var detour = question.Detours; detour is not null; detour = detour.Next)
        {
            if (detour.Answer == trace.Answer)
            {
                return;
            }
        }

        question.Detours = new Detour(trace.Answer, trace, question.Detours);
    }

    // Returns false when the run was cut short, so that it is no pattern for others.
    private bool Run(Trace trace, long limit)
    {
        var stop = Math.Min(limit, _core.NextTimerEvent);
        RememberCounts();
        var instructions = _core.Live.Instructions;
        instructions.FetchedDistrusted = false;
        _core.Data = _recording;
        var goesOn = true;
        var ends = false;
        while (goesOn && !ends)
        {
            _recorder.Now = _core.Cycle;
            _core.Step(stop);
            ends = _recorder.HasForked || _core.Cycle - _recorder.Start >= LongestTrace || !_core.IsSelfContained;
            goesOn = _core.Cycle < stop && (ends || _gate.BeforeAccess is not null || _core.Cycle < _gate.Permitted);
        }

        _core.Data = _core.Live;
        _recorder.End();
        trace.Start.IsInterpreted = instructions.FetchedDistrusted;
        return goesOn && !instructions.FetchedDistrusted && !_memory.IsOutdated;
    }

    private PipelineState? Finish(Trace trace, Action link)
    {
        trace.Actions = _recorder.Actions;
        trace.Cycles = (int)(_core.Cycle - _recorder.Start);
        trace.Issues = (int)(_core.Issues - _issues);
        trace.Instructions = (int)(_core.Instructions - _instructions);
        trace.Stalls = [.. _core.Stalls.Select((cycles, cause) => ((StallCause)cause, (int)(cycles - _stalls[cause]))).Where(stall => stall.Item2 != 0)];
        trace.Counts = [.. _counts.Select((count, index) => (index, (int)(count - _countsBefore[index]))).Where(entry => entry.Item2 != 0)];
        trace.Start.Longest = Math.Max(trace.Start.Longest, trace.Cycles);
        trace.End = Present();
        link();
        _memory.Keep(trace);
        return _core.IsSelfContained ? trace.End : null;
    }

    private void RememberCounts()
    {
        _issues = _core.Issues;
        _instructions = _core.Instructions;
        _counts.CopyTo(_countsBefore, 0);
        for (var cause = 0; cause < _stalls.Length; cause++)
        {
            _stalls[cause] = _core.Stalls[cause];
        }
    }
}
