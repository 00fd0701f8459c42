using System.Reflection.Emit;
using PpuSim.Isa;
using PpuSim.Machine;
using PpuSim.Machine.Semantics;

namespace PpuSim.Translation;

/// <summary>Branches: the outcome is compared first; counter and link register change only where the code goes on.</summary>
internal sealed unsafe partial class TraceEmitter
{
    private bool Branch(Trace trace, int k, List<(Label Label, Trace Trace, PathKnowledge Known)> detours)
    {
        var action = trace.Actions[k];
        var o = action.Op.Operands;
        var expected = BranchAnswer.IsTaken(action.Expected);
        var branch = action.Op.Op;
        var counts = branch != Op.Bcctr && (o.First & 4) == 0;
        var tests = (o.First & 16) == 0;
        if (branch != Op.B && (counts || tests))
        {
            var isSet = (o.First >> 3 & 1) != 0;
            var other = Other(trace, k, detours, !expected);
            if (counts || !JumpsIfCompared(o.Second, isSet != expected, other))
            {
                Outcome(counts, tests, o);
                Il.Emit(expected ? OpCodes.Brfalse : OpCodes.Brtrue, other);
            }
        }

        if (expected && branch is Op.Bclr or Op.Bcctr)
        {
            Field(branch == Op.Bclr ? Lr : Ctr);
            Il.Emit(OpCodes.Ldc_I4_2);
            Il.Emit(OpCodes.Shr_Un);
            Il.Emit(OpCodes.Stloc, _word);
            Il.Emit(OpCodes.Ldloc, _word);
            Il.Emit(OpCodes.Ldc_I4, (int)(uint)action.Expected);
            var others = Il.DefineLabel();
            Il.Emit(OpCodes.Bne_Un, others);
            AmongDetours(others, trace, k, detours, detour => BranchAnswer.IsTaken(detour.Answer), Exit(trace, k));
        }

        Effects(action);
        return true;
    }

    // Leaves a branch on the stack: 1 when it is taken.
    private void Outcome(bool counts, bool tests, ScalarOperands o)
    {
        if (counts)
        {
            // CTR is 0 behind the branch
            Field(Ctr);
            Il.Emit(OpCodes.Ldc_I4_1);
            Il.Emit(OpCodes.Ceq);
            Il.Emit(OpCodes.Ldc_I4, o.First >> 1 & 1);
            Il.Emit(OpCodes.Ceq);
        }

        if (tests)
        {
            WriteConditions();
            Field(Cr);
            Il.Emit(OpCodes.Ldc_I4, 31 - o.Second);
            Il.Emit(OpCodes.Shr_Un);
            Il.Emit(OpCodes.Ldc_I4_1);
            Il.Emit(OpCodes.And);
            Il.Emit(OpCodes.Ldc_I4, o.First >> 3 & 1);
            Il.Emit(OpCodes.Ceq);
            if (counts)
            {
                Il.Emit(OpCodes.And);
            }
        }
    }

    // Where the branch goes the other way than expected: on in a detour if there is exactly one for it, else out.
    private Label Other(Trace trace, int k, List<(Label Label, Trace Trace, PathKnowledge Known)> detours, bool taken)
    {
        var action = trace.Actions[k];
        Trace? only = null;
        for (var detour = action.Detours; detour is not null; detour = detour.Next)
        {
            if (BranchAnswer.IsTaken(detour.Answer) == taken)
            {
                only = detour.Trace;
            }
        }

        if (only is null || (taken && action.Op.Op != Op.Bc))
        {
            return Exit(trace, k);
        }

        var label = Il.DefineLabel();
        detours.Add((label, only, _known.Copy()));
        return label;
    }

    /// <summary>What a question has done besides its answer, where a detour goes on from it.</summary>
    public void BeginDetour(Trace trace)
    {
        ref var question = ref trace.Parent!.Actions[trace.ParentAction];
        if (question.Kind == ActionKind.Branch)
        {
            Effects(question);
        }
    }

    private void Effects(TraceAction action)
    {
        var o = action.Op.Operands;
        if (action.Op.Op is Op.Bc or Op.Bclr && (o.First & 4) == 0)
        {
            Il.Emit(OpCodes.Ldloc, _state);
            Field(Ctr);
            Il.Emit(OpCodes.Ldc_I4_1);
            Il.Emit(OpCodes.Sub);
            Il.Emit(OpCodes.Stfld, Ctr);
        }

        if (Encoding.Link(o.Word))
        {
            Il.Emit(OpCodes.Ldloc, _state);
            Il.Emit(OpCodes.Ldc_I4, (int)(action.Pc * 4 + 4));
            Il.Emit(OpCodes.Stfld, Lr);
        }
    }
}
