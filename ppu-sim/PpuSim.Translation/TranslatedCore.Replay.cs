using System.Runtime.CompilerServices;
using PpuSim.Timing;

namespace PpuSim.Translation;

/// <summary>Replay: from state to state, through compiled code where there is some.</summary>
public sealed partial class TranslatedCore<TProbe, TCounter>
{
    // A state that follows is compiled together with another one if it is at least this part as frequent.
    private const int FrequencyRatio = 16;
    private const int MaximumCompilations = 4;

    private readonly TraceFrame _frame;
    private readonly RegionCompiler _compiler;

    /// <summary>Visits that make a state worth its code, which takes as long to make as some ten thousand cycles of replay.</summary>
    public int VisitsUntilCompiled { get; set; } = 2000;

    /// <summary>Where machine code is made; results and cycles are the same.</summary>
    public RegionCompilation Compilation
    {
        set => _compiler.Start = value == RegionCompilation.Beside ? RegionThread.Run : null;
    }

    /// <summary>States with compiled code.</summary>
    public int CompiledStates => _compiler.States;

    // Returns the state that the core is in and from which to record, or null when it is in any other.
    private PipelineState? Replay(PipelineState state, long cycle, long stop, long limit)
    {
        while (state.First is not null && cycle + state.Longest < stop)
        {
            if (!GoOn(ref state, ref cycle, stop, limit, out var next))
            {
                return next;
            }
        }

        _writer.Enter(state, cycle);
        return state;
    }

    // Once through compiled code, or through a trace. A method of its own: the host's compiler optimizes what is called often.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool GoOn(ref PipelineState state, ref long cycle, long stop, long limit, out PipelineState? next)
    {
        if (cycle >= _gate.NextWord)
        {
            _gate.Opens(cycle);
        }

        var trace = state.First!;
        var action = 0;
        next = null;
        if (state.Region is not null || WasCompiled(state))
        {
            var longest = state.Longest + RegionCompiler.LongestPath;
            _frame.Stop = Math.Min(stop - longest, _gate.NextWord) + longest;
            var left = state.Region!(_frame, cycle, state.Entry);
            if (left is not null)
            {
                cycle = _frame.Cycle;
                (trace, action) = (left, _frame.Action);
                CountLeaving(trace, action);
                long? answer = _frame.IsAnswered ? _frame.Answer : null;
                if (cycle + trace.Start.Longest >= stop || !WayOn(ref trace, ref action, answer))
                {
                    next = Interrupted(new Waiting(trace, action, false, answer, cycle), limit);
                    return false;
                }
            }
            else if (_frame.Cycle != cycle || _frame.Next != state)
            {
                (state, cycle) = (_frame.Next, _frame.Cycle);
                return true;
            }

            // Near the stop, paths may be too long, and single traces not.
        }

        if (!Play(ref trace, action, cycle, limit, out next))
        {
            return false;
        }

        cycle += trace.Cycles;
        state = trace.End;
        return true;
    }

    // Within a trace.
    private PipelineState? Replay(Trace trace, int action, long cycle, long stop, long limit) =>
        Play(ref trace, action, cycle, limit, out var next) ? Replay(trace.End, cycle + trace.Cycles, stop, limit) : next;

    private bool Play(ref Trace trace, int action, long cycle, long limit, out PipelineState? next)
    {
        var result = _player.Play(ref trace, action, cycle);
        next = null;
        if (result == PlayResult.Ended)
        {
            trace.Passes++;
            return true;
        }

        next = Interrupted(new Waiting(trace, _player.Stopped, result == PlayResult.Waits, _player.Answer, cycle), limit);
        return false;
    }

    // Where a question was answered: the trace that begins there, if it is known by now.
    private static bool WayOn(ref Trace trace, ref int action, long? answer)
    {
        if (answer is null)
        {
            return true;
        }

        var detour = trace.Actions[action].Detours;
        while (detour is not null && detour.Answer != answer)
        {
            detour = detour.Next;
        }

        if (detour is null)
        {
            return false;
        }

        (trace, action) = (detour.Trace, 0);
        return true;
    }

    private bool WasCompiled(PipelineState state)
    {
        if (_compiler.HasFinished)
        {
            _compiler.TakeOver();
        }
        else if (!state.IsBeingCompiled && ++state.Visits >= VisitsUntilCompiled << state.Compilations && state.Compilations != MaximumCompilations && !state.IsTooShort)
        {
            _compiler.Compile(state, VisitsUntilCompiled / FrequencyRatio);
        }

        return state.Region is not null;
    }

    // Answers that came up later are not in the code.
    private void CountLeaving(Trace trace, int action)
    {
        if ((_frame.IsAnswered || trace.Actions[action].Kind is ActionKind.Branch or ActionKind.Predict) && ++trace.Start.Visits > VisitsUntilCompiled << trace.Start.Compilations)
        {
            trace.Start.Region = null;
            trace.Start.Visits = 0;
        }
    }
}
