using System.Reflection;
using System.Reflection.Emit;
using PpuSim.AddressMap;
using PpuSim.Arithmetic;
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
        var operands = new VectorOperandsBox(LiveDatapath.OperandsOf(action.Op));
        if (vector.ReadsScalar)
        {
            Operands(operands);
            Il.Emit(OpCodes.Ldflda, typeof(VectorOperands).GetField(nameof(VectorOperands.Scalar))!);
            VectorScalar(action.Slot);
            Il.Emit(OpCodes.Ldind_U4);
            Il.Emit(OpCodes.Stind_I4);
        }

        Frame(nameof(TraceFrame.Vector));
        Operands(operands);
        Il.Emit(OpCodes.Ldc_I8, (long)vector.Execute);
        Il.Emit(OpCodes.Conv_I);
        Il.EmitCalli(OpCodes.Calli, CallingConventions.Standard, typeof(void), [typeof(VectorState), typeof(VectorOperands).MakeByRefType()], null);
    }

    private void Operands(VectorOperandsBox operands)
    {
        Constant(operands);
        Il.Emit(OpCodes.Ldflda, typeof(VectorOperandsBox).GetField(nameof(VectorOperandsBox.Operands))!);
    }

    private void Latch(MicroOp op)
    {
        VectorRegister(VectorState.FirstScratchRegister + (int)op.Vector!.Unit);
        VectorRegister(op.Vector.Source0);
        CopyBytes(VectorGeometry.MaximumBytes);
    }

    private void VectorRegister(int register)
    {
        Il.Emit(OpCodes.Ldloc, _vectors);
        Offset(register * VectorGeometry.MaximumBytes);
    }

    private void VectorScalar(int slot)
    {
        Il.Emit(OpCodes.Ldloc, _scalars);
        Offset(slot * sizeof(uint));
    }

    private void CopyBytes(int count)
    {
        Il.Emit(OpCodes.Ldc_I4, count);
        Il.Emit(OpCodes.Unaligned, (byte)1);
        Il.Emit(OpCodes.Cpblk);
    }

    // Splat value, or address.
    private void VectorOperand(TraceAction action)
    {
        var o = action.Op.Operands;
        if (!action.Op.Vector!.UsesAddress && _live.TakesOldValue(o.Second))
        {
            AnyVectorOperand(action);
            Il.Emit(OpCodes.Pop);
            return;
        }

        VectorScalar(action.Slot);
        if (action.Op.Vector.UsesAddress)
        {
            Registers(OpCodes.Add, o.Base, o.Third);
        }
        else
        {
            Register(o.Second);
        }

        Il.Emit(OpCodes.Stind_I4);
    }

    private void AnyVectorOperand(TraceAction action) => OnLive(nameof(LiveDatapath.VectorOperand), action.Op, () =>
    {
        Il.Emit(OpCodes.Ldc_I4, (int)action.Slot);
        Cycle(action.Offset);
    });

    private void SerialOperand(Trace trace, int k)
    {
        var action = trace.Actions[k];
        if (action.Expected != (long)AccessKind.Plain)
        {
            AnyVectorOperand(action);
            Il.Emit(OpCodes.Ldc_I4, (int)action.Expected);
            LeaveIf(OpCodes.Bne_Un, trace, k);
            return;
        }

        VectorOperand(action);
        SerialAddress(action.Slot);
        Il.Emit(OpCodes.Ldc_I4, MemoryMap.SramBytes - _live.VectorBytes);
        LeaveIf(OpCodes.Bgt_Un, trace, k);
        if (_live.SharedBytes > 0)
        {
            // no byte in common
            SerialAddress(action.Slot);
            Il.Emit(OpCodes.Ldc_I4, (int)_live.SharedStart - _live.VectorBytes + 1);
            Il.Emit(OpCodes.Sub);
            Il.Emit(OpCodes.Ldc_I4, (int)_live.SharedBytes + _live.VectorBytes - 1);
            LeaveIf(OpCodes.Blt_Un, trace, k);
        }
    }

    // First byte of a serial transfer.
    private void SerialAddress(int slot)
    {
        VectorScalar(slot);
        Il.Emit(OpCodes.Ldind_U4);
        Il.Emit(OpCodes.Ldc_I4, (int)_live.SerialAddressMask);
        Il.Emit(OpCodes.And);
    }

    // The first word brings the others with it. Where the code is left between them, they are read once more, in their cycles.
    private void SerialLoads(Trace trace, int k) => Transfer(trace, k, kind => !WritesMemory(kind), words =>
    {
        TransferData(trace.Actions[k]);
        MemoryWords(trace.Actions[k]);
        CopyBytes(sizeof(uint) * words);
    });

    // Nothing that reads memory, and no way out, lies between the words.
    private void SerialStores(Trace trace, int k)
    {
        if (Tells(ProbeEvents.Stores))
        {
            GuardsOf(trace.Actions[k], 1);
            LeaveIf(OpCodes.Brtrue, trace, k);
            OnPlayer(trace, k);
            return;
        }

        Transfer(trace, k, IsInside, words =>
        {
            var isStored = Il.DefineLabel();
            GuardsOf(trace.Actions[k], words);
            StoreRarely(OpCodes.Brtrue, trace, k, words, isStored);
            MemoryWords(trace.Actions[k]);
            TransferData(trace.Actions[k]);
            CopyBytes(sizeof(uint) * words);
            Il.MarkLabel(isStored);
        });
    }

    private void TransferData(TraceAction action)
    {
        Il.Emit(OpCodes.Ldloc, _transfers);
        Offset(action.Slot * VectorGeometry.MaximumBytes + action.Number * sizeof(uint));
    }

    private void MemoryWords(TraceAction action)
    {
        Il.Emit(OpCodes.Ldloc, _memory);
        SerialAddress(action.Slot);
        Il.Emit(OpCodes.Conv_U);
        Il.Emit(OpCodes.Add);
        Offset(action.Number * sizeof(uint));
    }

    // Leaves a value on the stack: not 0 if stores to one of some words are more than stores.
    private void GuardsOf(TraceAction action, int words)
    {
        Il.Emit(OpCodes.Ldloc, _guards);
        SerialAddress(action.Slot);
        Il.Emit(OpCodes.Ldc_I4_2);
        Il.Emit(OpCodes.Shr_Un);
        Il.Emit(OpCodes.Conv_U);
        Il.Emit(OpCodes.Add);
        Offset(action.Number);
        if (words == 1)
        {
            Il.Emit(OpCodes.Ldind_U1);
            return;
        }

        Il.Emit(OpCodes.Ldc_I4, words);
        Il.Emit(OpCodes.Call, typeof(TraceOperations).GetMethod(nameof(TraceOperations.IsGuarded))!);
    }

    private void Transfer(Trace trace, int k, Predicate<ActionKind> passes, Action<int> move)
    {
        if (_transferred.Contains((trace, k)))
        {
            return;
        }

        var words = WordsFrom(trace, k, passes);
        move(words);
        for (int action = k, left = words; left > 0; action++)
        {
            if (trace.Actions[k].IsSameTransfer(trace.Actions[action]))
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
            if (trace.Actions[k].IsSameTransfer(trace.Actions[action]) && trace.Actions[action].Number == trace.Actions[k].Number + words)
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

    private static bool WritesMemory(ActionKind kind) =>
        kind is ActionKind.Store or ActionKind.Transfer or ActionKind.SerialLoad or ActionKind.SerialStore or ActionKind.SerialTransfer or ActionKind.ParallelTransfer;

    private static bool IsInside(ActionKind kind) =>
        kind is ActionKind.Execute or ActionKind.ExecuteLong or ActionKind.LoseQuotient or ActionKind.ReadSpecial or ActionKind.Learn or ActionKind.Deliver
            or ActionKind.UpdateBase or ActionKind.WriteBase or ActionKind.VectorOperand or ActionKind.Latch or ActionKind.ExecuteVector;

    private sealed class VectorOperandsBox(VectorOperands operands)
    {
        public VectorOperands Operands = operands;
    }
}
