using System.Reflection.Emit;

namespace PpuSim.Translation;

/// <summary>Ways out of a region and what else is rare: behind the code that is usually executed. Counts of paths.</summary>
internal sealed partial class TraceEmitter
{
    private readonly List<Action> _rare = [];
    private readonly List<RegionExit> _exits = [];
    private readonly Dictionary<(Trace Trace, int Action), Label> _exitLabels = [];
    private readonly Dictionary<PassedTrace, int> _paths = new(ReferenceEqualityComparer.Instance);
    private readonly List<PassedTrace> _pathList = [];
    private readonly Label _leave;

    /// <summary>Counts of the paths, when the method is complete.</summary>
    public PathCounts Counts { get; private set; } = new([]);

    /// <summary>Emits what is rare, and the beginning. The last code of a method.</summary>
    public void Finish(Label[] entries)
    {
        for (var k = 0; k < _rare.Count; k++)
        {
            _rare[k]();
        }

        Il.MarkLabel(_leave);
        Il.Emit(OpCodes.Ldarg_0);
        Il.Emit(OpCodes.Ldc_I4_0);
        Il.Emit(OpCodes.Ldelem_Ref);
        Il.Emit(OpCodes.Ldarg_1);
        Il.Emit(OpCodes.Ldarg_2);
        Il.Emit(OpCodes.Ldloc, _exit);
        Il.Emit(OpCodes.Call, typeof(TraceOperations).GetMethod(nameof(TraceOperations.Leave))!);
        Il.Emit(OpCodes.Ret);
        Counts = new PathCounts(_pathList);
        Prologue(entries);
        _constants[0] = _exits.ToArray();
    }

    /// <summary>Leaves if a path from the label of a state could reach the stop.</summary>
    /// <param name="state">State of the label.</param>
    /// <param name="longest">Cycles of the longest path.</param>
    public void CheckTime(PipelineState state, int longest)
    {
        _known = new PathKnowledge();
        Il.Emit(OpCodes.Ldarg_2);
        Il.Emit(OpCodes.Ldc_I4, longest);
        Il.Emit(OpCodes.Conv_I8);
        Il.Emit(OpCodes.Add);
        Frame(nameof(TraceFrame.Stop));
        Il.Emit(OpCodes.Bge, LabelOf(new RegionExit(null, 0, state)));
    }

    /// <summary>Leaves between two states.</summary>
    public void LeaveAt(PipelineState state) => Il.Emit(OpCodes.Br, LabelOf(new RegionExit(null, 0, state)));

    /// <summary>Leaves before an action.</summary>
    public void Leave(Trace trace, int action) => Il.Emit(OpCodes.Br, Exit(trace, action));

    /// <summary>The present path ends, and the code goes on at the label of another state.</summary>
    public void EndPath(Label next)
    {
        SettlePath();
        Il.Emit(OpCodes.Br, next);
    }

    /// <summary>A trace has ended; the path goes on.</summary>
    public void EndTrace(Trace trace)
    {
        _known.Passed = new PassedTrace(trace, _known.Passed);
        _known.Cycles += trace.Cycles;
    }

    // Pops two values (or one) and leaves before an action if the branch is taken.
    private void LeaveIf(OpCode branch, Trace trace, int k) => Il.Emit(branch, Exit(trace, k));

    private Label Exit(Trace trace, int k)
    {
        if (!_exitLabels.TryGetValue((trace, k), out var label))
        {
            _exitLabels[(trace, k)] = label = LabelOf(new RegionExit(trace, k, trace.Start));
        }

        return label;
    }

    // Of code that leaves as it is known here.
    private Label LabelOf(RegionExit exit)
    {
        var label = Il.DefineLabel();
        var known = _known.Copy();
        _rare.Add(() =>
        {
            Il.MarkLabel(label);
            _known = known;
            SettlePath();
            Il.Emit(OpCodes.Ldc_I4, _exits.Count);
            Il.Emit(OpCodes.Stloc, _exit);
            Il.Emit(OpCodes.Br, _leave);
            _exits.Add(exit);
        });
        return label;
    }

    // Everything of the path where others look for it.
    private void SettlePath()
    {
        WriteConditions();
        if (_known.Passed is not { } path)
        {
            return;
        }

        if (!_paths.TryGetValue(path, out var number))
        {
            _paths[path] = number = _pathList.Count;
            _pathList.Add(path);
        }

        Il.Emit(OpCodes.Ldloc, _counts);
        Offset(number * sizeof(long));
        Il.Emit(OpCodes.Dup);
        Il.Emit(OpCodes.Ldind_I8);
        Il.Emit(OpCodes.Ldc_I4_1);
        Il.Emit(OpCodes.Conv_I8);
        Il.Emit(OpCodes.Add);
        Il.Emit(OpCodes.Stind_I8);
        Cycle(0);
        Il.Emit(OpCodes.Starg_S, (byte)2);
    }

    // Emits code elsewhere, to which a branch opcode jumps and which comes back.
    private void Rarely(OpCode branch, Action code)
    {
        var (there, back) = (Il.DefineLabel(), Il.DefineLabel());
        var known = _known.Copy();
        Il.Emit(branch, there);
        Il.MarkLabel(back);
        _rare.Add(() =>
        {
            Il.MarkLabel(there);
            _known = known;
            code();
            Il.Emit(OpCodes.Br, back);
        });
    }
}
