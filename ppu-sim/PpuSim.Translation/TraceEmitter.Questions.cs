using System.Reflection.Emit;
using PpuSim.Timing;

namespace PpuSim.Translation;

/// <summary>Questions to ports, and answers that are not the expected ones.</summary>
internal sealed partial class TraceEmitter
{
    // A question that may be asked again.
    private void Ask(Trace trace, int k, List<(Label Label, Trace Trace, PathKnowledge Known)> detours)
    {
        OnPlayer(nameof(ITraceOrders.Ask), trace, k, () => Cycle(0));
        CompareAnswer(trace, k, detours, Exit(trace, k));
    }

    // A question that may not, in its place among the accesses of both cores.
    private void AskOutside(Trace trace, int k, List<(Label Label, Trace Trace, PathKnowledge Known)> detours)
    {
        Open(trace, k);
        OnPlayer(nameof(ITraceOrders.Ask), trace, k, () => Cycle(0));
        var unknown = Il.DefineLabel();
        CompareAnswer(trace, k, detours, unknown);
        var exit = LabelOf(new RegionExit(trace, k, trace.Start, IsAnswered: true));
        _rare.Add(() =>
        {
            Il.MarkLabel(unknown);
            Il.Emit(OpCodes.Ldarg_1);
            Il.Emit(OpCodes.Ldloc, _word);
            Il.Emit(OpCodes.Call, typeof(TraceOperations).GetMethod(nameof(TraceOperations.Answer))!);
            Il.Emit(OpCodes.Br, exit);
        });
    }

    private void Open(Trace trace, int k)
    {
        Frame(nameof(TraceFrame.Gate));
        Cycle(trace.Actions[k].Offset);
        Il.Emit(OpCodes.Call, typeof(AccessGate).GetMethod(nameof(AccessGate.Opens))!);
        LeaveIf(OpCodes.Brfalse, trace, k);
    }

    private void OnPlayer(string method, Trace trace, int k, Action further)
    {
        Constant(_player);
        Constant(trace);
        Il.Emit(OpCodes.Ldc_I4, k);
        further();
        Il.Emit(OpCodes.Call, _player.GetType().GetMethod(method, [.. typeof(ITraceOrders).GetMethod(method)!.GetParameters().Select(parameter => parameter.ParameterType)])!);
    }

    // Pops an answer; goes elsewhere unless it is the expected one.
    private void CompareAnswer(Trace trace, int k, List<(Label Label, Trace Trace, PathKnowledge Known)> detours, Label unknown)
    {
        Il.Emit(OpCodes.Conv_I4);
        Il.Emit(OpCodes.Stloc, _word);
        Il.Emit(OpCodes.Ldloc, _word);
        Il.Emit(OpCodes.Ldc_I4, (int)trace.Actions[k].Expected);
        var others = Il.DefineLabel();
        Il.Emit(OpCodes.Bne_Un, others);
        AmongDetours(others, trace, k, detours, _ => true, unknown);
    }

    // Elsewhere: compares the word with the answers of detours; goes to a label if it is none of them.
    private void AmongDetours(
        Label others, Trace trace, int k, List<(Label Label, Trace Trace, PathKnowledge Known)> detours, Predicate<Detour> canBe, Label unknown)
    {
        var labels = new List<(long Answer, Label Label)>();
        for (var detour = trace.Actions[k].Detours; detour is not null; detour = detour.Next)
        {
            if (canBe(detour))
            {
                var label = Il.DefineLabel();
                labels.Add((detour.Answer, label));
                detours.Add((label, detour.Trace, _known.Copy()));
            }
        }

        _rare.Add(() =>
        {
            Il.MarkLabel(others);
            foreach (var (answer, label) in labels)
            {
                Il.Emit(OpCodes.Ldloc, _word);
                Il.Emit(OpCodes.Ldc_I4, (int)(uint)answer);
                Il.Emit(OpCodes.Beq, label);
            }

            Il.Emit(OpCodes.Br, unknown);
        });
    }
}
