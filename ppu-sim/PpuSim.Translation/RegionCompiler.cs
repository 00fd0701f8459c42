using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PpuSim.Timing;

namespace PpuSim.Translation;

/// <summary>
/// Makes one method of the traces of some states: expected answers run straight on, known other answers jump, anything else leaves the method just before the
/// question. Where a trace ends in another state of the region, the code goes on there.
/// </summary>
/// <param name="live">Datapath that the code will work on.</param>
/// <param name="player">Executes the orders for which there is no code of their own.</param>
/// <param name="observed">What an observer must hear of.</param>
/// <param name="keep">Takes the counts of a region's paths.</param>
internal sealed class RegionCompiler(LiveDatapath live, ITraceOrders player, ProbeEvents observed, Action<PathCounts> keep) : IDerivedState
{
    /// <summary>Cycles by which a path may be longer than the longest trace of its first state. Near a stop paths are played, not run.</summary>
    public const int LongestPath = 128;

    // The host's compiler takes more than in proportion for long methods, and does not optimize the longest.
    private const int ActionLimit = 400;

    // To play fewer takes no longer than to enter a region.
    private const int LeastActions = 8;

    // A state that is visited more often than the only one of the region that it follows, by this many percent, follows others, too.
    private const int VisitsFromElsewhere = 125;

    private static int _count;

    private readonly Dictionary<PipelineState, Label> _labels = [];
    private readonly HashSet<PipelineState> _within = [];
    private readonly Queue<(Task<CompiledRegion> Code, List<PipelineState> States)> _pending = [];

    /// <summary>Starts what makes a region's machine code; null makes it at once.</summary>
    public Func<Func<CompiledRegion>, Task<CompiledRegion>>? Start { get; set; }

    /// <summary>States that have been compiled, every time counted.</summary>
    public int States { get; private set; }

    /// <summary>A region waits to be taken over.</summary>
    public bool HasFinished => _pending.Count != 0 && _pending.Peek().Code.IsCompleted;

    /// <summary>
    /// Compiles a state and what follows from it, as far as it is as frequent; all of them enter the region from then on, or from when
    /// <see cref="TakeOver"/> finds it finished. Does nothing where too little follows.
    /// </summary>
    public void Compile(PipelineState root, int leastVisits)
    {
        var states = Choose(root, leastVisits);
        if (!IsWorthIt(states))
        {
            root.IsTooShort = true;
            return;
        }

        var method = new DynamicMethod(
            $"region{Interlocked.Increment(ref _count)}", typeof(Trace), [typeof(object[]), typeof(TraceFrame), typeof(long), typeof(int)], typeof(RegionCompiler).Module, true);
        var code = new TraceEmitter(method.GetILGenerator(), live, player, observed);
        method.InitLocals = false;
        FindPaths(states);
        var entries = states.FindAll(state => _labels.ContainsKey(state));
        foreach (var state in entries)
        {
            _labels[state] = code.Il.DefineLabel();
        }

        code.Begin();
        foreach (var state in entries)
        {
            code.Il.MarkLabel(_labels[state]);
            code.CheckTime(state, LongestFrom(state));
            EmitTrace(code, state.First!, 0);
        }

        code.Finish([.. entries.Select(state => _labels[state])]);
        keep(code.Counts);
        states.ForEach(state => state.Visits = 0);
        states = entries;
        foreach (var state in states)
        {
            state.IsBeingCompiled = true;
        }

        if (Start is null)
        {
            Enter(Make(method, code.Constants), states);
            return;
        }

        _pending.Enqueue((Start(() => Make(method, code.Constants)), states));
    }

    /// <summary>Lets states enter the regions that have been finished; what went wrong in making them is thrown here.</summary>
    public void TakeOver()
    {
        while (HasFinished)
        {
            var (code, states) = _pending.Dequeue();
            Enter(code.GetAwaiter().GetResult(), states);
        }
    }

    // The host's compiler would start at the first call only.
    private static CompiledRegion Make(DynamicMethod method, object[] constants)
    {
        var region = method.CreateDelegate<CompiledRegion>(constants);
        RuntimeHelpers.PrepareDelegate(region);
        return region;
    }

    private void Enter(CompiledRegion region, List<PipelineState> states)
    {
        States += states.Count;
        for (var entry = 0; entry < states.Count; entry++)
        {
            states[entry].Region = region;
            states[entry].Entry = entry;
            states[entry].Visits = 0;
            states[entry].Compilations++;
            states[entry].IsBeingCompiled = false;
        }
    }

    private static List<PipelineState> Choose(PipelineState root, int leastVisits)
    {
        var states = new List<PipelineState> { root };
        var actions = 0;
        for (var k = 0; k < states.Count; k++)
        {
            foreach (var trace in Traces(states[k].First!))
            {
                actions += trace.Actions.Length;
                if (actions < ActionLimit
                    && trace.End is { First: not null, Region: null, IsBeingCompiled: false } next && next.Visits >= leastVisits && !states.Contains(next))
                {
                    states.Add(next);
                }
            }
        }

        return states;
    }

    // Long enough, or goes on within itself.
    private static bool IsWorthIt(List<PipelineState> states) =>
        states.Sum(state => Traces(state.First!).Sum(trace => trace.Actions.Length)) >= LeastActions
        || states.Exists(state => Traces(state.First!).Any(trace => states.Contains(trace.End)));

    private static IEnumerable<Trace> Traces(Trace trace)
    {
        yield return trace;
        foreach (var action in trace.Actions)
        {
            for (var detour = action.Detours; detour is not null; detour = detour.Next)
            {
                foreach (var inner in Traces(detour.Trace))
                {
                    yield return inner;
                }
            }
        }
    }

    // States that have labels: where paths begin. The others follow one state only, and go on in its path.
    private void FindPaths(List<PipelineState> states)
    {
        _labels.Clear();
        _within.Clear();
        _within.UnionWith(states);
        var arrivals = new Dictionary<PipelineState, List<PipelineState>>();
        foreach (var state in states)
        {
            foreach (var trace in Traces(state.First!))
            {
                if (_within.Contains(trace.End))
                {
                    (CollectionsMarshal.GetValueRefOrAddDefault(arrivals, trace.End, out _) ??= []).Add(state);
                }
            }
        }

        foreach (var state in states)
        {
            if (!arrivals.TryGetValue(state, out var before) || before.Count != 1 || before[0] == state || state == states[0]
                || state.Visits * 100L > before[0].Visits * (long)VisitsFromElsewhere)
            {
                _labels[state] = default;
            }
        }

        // in the order of their choice: a path is cut before what follows is looked at
        foreach (var state in states)
        {
            if (_labels.ContainsKey(state) && LongestFrom(state) > state.Longest + LongestPath)
            {
                Cut(state, 0, state.Longest + LongestPath);
            }
        }
    }

    private void Cut(PipelineState state, int cycles, int limit)
    {
        foreach (var trace in Traces(state.First!))
        {
            if (!GoesOn(trace.End))
            {
                continue;
            }

            if (cycles + trace.Cycles + trace.End.Longest > limit)
            {
                _labels[trace.End] = default;
                Cut(trace.End, 0, trace.End.Longest + LongestPath);
            }
            else
            {
                Cut(trace.End, cycles + trace.Cycles, limit);
            }
        }
    }

    // A path goes on in this state.
    private bool GoesOn(PipelineState state) => _within.Contains(state) && !_labels.ContainsKey(state);

    // Cycles of the longest path that begins in a state.
    private int LongestFrom(PipelineState state) =>
        Math.Max(state.Longest, Traces(state.First!).Max(trace => GoesOn(trace.End) ? trace.Cycles + LongestFrom(trace.End) : 0));

    private void EmitTrace(TraceEmitter code, Trace trace, int first)
    {
        var detours = new List<(Label Label, Trace Trace, PathKnowledge Known)>();
        for (var k = first; k < trace.Actions.Length; k++)
        {
            if (!code.Emit(trace, k, detours))
            {
                code.Leave(trace, k);
                EmitDetours(code, detours);
                return;
            }
        }

        code.EndTrace(trace);
        if (GoesOn(trace.End))
        {
            EmitTrace(code, trace.End.First!, 0);
        }
        else if (_labels.TryGetValue(trace.End, out var label))
        {
            code.EndPath(label);
        }
        else
        {
            code.LeaveAt(trace.End);
        }

        EmitDetours(code, detours);
    }

    private void EmitDetours(TraceEmitter code, List<(Label Label, Trace Trace, PathKnowledge Known)> detours)
    {
        foreach (var (label, trace, known) in detours)
        {
            code.Il.MarkLabel(label);
            code.Restore(known);
            code.BeginDetour(trace);
            EmitTrace(code, trace, 0);
        }
    }
}
