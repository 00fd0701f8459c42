using System.Reflection;
using System.Reflection.Emit;
using PpuSim.Machine;
using PpuSim.Machine.Semantics;
using PpuSim.Timing;

namespace PpuSim.Translation;

/// <summary>Vector instructions, and serial transfers as blocks of words where nothing can tell.</summary>
internal sealed unsafe partial class TraceEmitter
{
    // Words of serial transfers for which there is code already.
    private readonly HashSet<(Trace Trace, int Action)> _transferred = [];

    private void ExecuteVector(TraceAction action)
    {
        var vector = action.Op.Vector!;
        if (vector.ReadsScalar)
        {
            OnLive(nameof(LiveDatapath.ExecuteVector), action.Op, () =>
            {
                Il.Emit(OpCodes.Ldc_I4, (int)action.Slot);
                Cycle(action.Offset);
            });
            Il.Emit(OpCodes.Pop);
            return;
        }

        Frame(nameof(TraceFrame.Vector));
        Constant(new VectorOperandsBox(LiveDatapath.OperandsOf(action.Op)));
        Il.Emit(OpCodes.Ldflda, typeof(VectorOperandsBox).GetField(nameof(VectorOperandsBox.Operands))!);
        Il.Emit(OpCodes.Ldc_I8, (long)vector.Execute);
        Il.Emit(OpCodes.Conv_I);
        Il.EmitCalli(OpCodes.Calli, CallingConventions.Standard, typeof(void), [typeof(VectorState), typeof(VectorOperands).MakeByRefType()], null);
    }

    private void Latch(MicroOp op)
    {
        Frame(nameof(TraceFrame.Vector));
        Il.Emit(OpCodes.Ldc_I4, (int)op.Vector!.Source0);
        Il.Emit(OpCodes.Ldc_I4, VectorState.FirstScratchRegister + (int)op.Vector.Unit);
        Il.Emit(OpCodes.Call, typeof(TraceOperations).GetMethod(nameof(TraceOperations.CopyRegister))!);
    }

    private void VectorOperand(TraceAction action) => OnLive(nameof(LiveDatapath.VectorOperand), action.Op, () =>
    {
        Il.Emit(OpCodes.Ldc_I4, (int)action.Slot);
        Cycle(action.Offset);
    });

    private void SerialOperand(Trace trace, int k)
    {
        VectorOperand(trace.Actions[k]);
        Il.Emit(OpCodes.Ldc_I4, (int)trace.Actions[k].Expected);
        LeaveIf(OpCodes.Bne_Un, trace, k);
    }

    // The first word brings the others with it. Where the code is left between them, they are read once more, in their cycles.
    private void SerialLoads(Trace trace, int k) => Transfer(trace, k, nameof(LiveDatapath.LoadWords), kind => !WritesMemory(kind));

    // Nothing that reads memory, and no way out, lies between the words.
    private void SerialStores(Trace trace, int k)
    {
        if (_transferred.Contains((trace, k)))
        {
            return;
        }

        var tells = Tells(ProbeEvents.Stores);
        var words = tells ? 1 : WordsFrom(trace, k, IsInside);
        OnWords(nameof(LiveDatapath.AreUnguarded), trace.Actions[k], words);
        LeaveIf(OpCodes.Brfalse, trace, k);
        if (tells)
        {
            OnPlayer(trace, k);
        }
        else
        {
            Transfer(trace, k, nameof(LiveDatapath.StoreWords), IsInside);
        }
    }

    private void Transfer(Trace trace, int k, string method, Predicate<ActionKind> passes)
    {
        if (_transferred.Contains((trace, k)))
        {
            return;
        }

        var words = WordsFrom(trace, k, passes);
        OnWords(method, trace.Actions[k], words);
        for (int action = k, left = words; left > 0; action++)
        {
            if (IsSameTransfer(trace.Actions[k], trace.Actions[action]))
            {
                _transferred.Add((trace, action));
                left--;
            }
        }
    }

    // How many words of the transfer follow, this one included, if only orders that pass may lie between.
    private static int WordsFrom(Trace trace, int k, Predicate<ActionKind> passes)
    {
        var words = 1;
        for (var action = k + 1; action < trace.Actions.Length; action++)
        {
            if (IsSameTransfer(trace.Actions[k], trace.Actions[action]) && trace.Actions[action].Number == trace.Actions[k].Number + words)
            {
                words++;
            }
            else if (!passes(trace.Actions[action].Kind))
            {
                break;
            }
        }

        return words;
    }

    private static bool IsSameTransfer(in TraceAction one, in TraceAction other) => one.Kind == other.Kind && one.Slot == other.Slot && one.Op == other.Op;

    private static bool WritesMemory(ActionKind kind) =>
        kind is ActionKind.Store or ActionKind.Transfer or ActionKind.SerialLoad or ActionKind.SerialStore or ActionKind.SerialTransfer or ActionKind.ParallelTransfer;

    private static bool IsInside(ActionKind kind) =>
        kind is ActionKind.Execute or ActionKind.ExecuteLong or ActionKind.LoseQuotient or ActionKind.ReadSpecial or ActionKind.Learn or ActionKind.Deliver
            or ActionKind.UpdateBase or ActionKind.WriteBase or ActionKind.VectorOperand or ActionKind.Latch or ActionKind.ExecuteVector;

    private void OnWords(string method, TraceAction action, int words)
    {
        Frame(nameof(TraceFrame.Live));
        Il.Emit(OpCodes.Ldc_I4, (int)action.Slot);
        Il.Emit(OpCodes.Ldc_I4, (int)action.Number);
        Il.Emit(OpCodes.Ldc_I4, words);
        Il.Emit(OpCodes.Call, typeof(LiveDatapath).GetMethod(method)!);
    }

    private sealed class VectorOperandsBox(VectorOperands operands)
    {
        public readonly VectorOperands Operands = operands;
    }
}
