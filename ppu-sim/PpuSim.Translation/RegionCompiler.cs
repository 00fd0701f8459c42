using System.Reflection.Emit;
using PpuSim.Timing;

namespace PpuSim.Translation;

/// <summary>
/// Makes one method of the traces of some states: expected answers run straight on, known other answers jump, anything else leaves the method just before the
/// question. Where a trace ends in another state of the region, the code goes on there.
/// </summary>
/// <param name="live">Datapath that the code will work on.</param>
/// <param name="player">Executes the orders for which there is no code of their own.</param>
/// <param name="observed">What an observer must hear of.</param>
internal sealed class RegionCompiler(LiveDatapath live, ITraceOrders player, ProbeEvents observed) : IDerivedState
{
    // Long methods take long to compile.
    private const int ActionLimit = 1500;
    private static int _count;

    private readonly Dictionary<PipelineState, Label> _labels = [];

    /// <summary>States that have been compiled, every time counted.</summary>
    public int States { get; private set; }

    /// <summary>Compiles a state and what follows from it, as far as it is as frequent; all of them enter the region from then on.</summary>
    public void Compile(PipelineState root, int leastVisits)
    {
        var states = Choose(root, leastVisits);
        var method = new DynamicMethod(
            $"region{Interlocked.Increment(ref _count)}", typeof(Trace), [typeof(object[]), typeof(TraceFrame), typeof(long), typeof(int)], typeof(RegionCompiler).Module, true);
        var code = new TraceEmitter(method.GetILGenerator(), live, player, observed);
        _labels.Clear();
        foreach (var state in states)
        {
            _labels[state] = code.Il.DefineLabel();
        }

        code.Prologue([.. states.Select(state => _labels[state])]);
        foreach (var state in states)
        {
            code.Il.MarkLabel(_labels[state]);
            code.CheckTime(state);
            EmitTrace(code, state.First!, 0);
        }

        var region = method.CreateDelegate<CompiledRegion>();
        var constants = code.Constants;
        States += states.Count;
        for (var entry = 0; entry < states.Count; entry++)
        {
            states[entry].Region = region;
            states[entry].Constants = constants;
            states[entry].Entry = entry;
            states[entry].Visits = 0;
            states[entry].Compilations++;
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
                if (actions < ActionLimit && trace.End is { First: not null, Region: null } next && next.Visits >= leastVisits && !states.Contains(next))
                {
                    states.Add(next);
                }
            }
        }

        return states;
    }

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

    private void EmitTrace(TraceEmitter code, Trace trace, int first)
    {
        var detours = new List<(Label Label, Trace Trace, TraceEmitter.Known Known)>();
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
        if (_labels.TryGetValue(trace.End, out var label))
        {
            code.Il.Emit(OpCodes.Br, label);
        }
        else
        {
            code.LeaveAt(trace.End);
        }

        EmitDetours(code, detours);
    }

    private void EmitDetours(TraceEmitter code, List<(Label Label, Trace Trace, TraceEmitter.Known Known)> detours)
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
