using System.Reflection.Emit;
using PpuSim.AddressMap;
using PpuSim.Timing;

namespace PpuSim.Translation;

/// <summary>Scalar memory accesses. Address and data of a slot are kept in its memory, which a trace that leaves needs, and in locals.</summary>
internal sealed partial class TraceEmitter
{
    private const int BytesPerSlot = 8;
    private Known _known = new();

    /// <summary>Locals that hold address and data of slots.</summary>
    internal sealed class Known
    {
        public LocalBuilder?[] Addresses { get; private init; } = new LocalBuilder?[LiveDatapath.AccessSlots];

        public LocalBuilder?[] Data { get; private init; } = new LocalBuilder?[LiveDatapath.AccessSlots];

        public Known Copy() => new() { Addresses = [.. Addresses], Data = [.. Data] };
    }

    public void Restore(Known known) => _known = known;

    private bool Address(Trace trace, int k)
    {
        var action = trace.Actions[k];
        var op = action.Op;
        if (action.Expected != (long)AccessKind.Plain)
        {
            return false;
        }

        Register(op.Operands.Base);
        if (op.IsIndexed)
        {
            Register(op.Operands.Third);
        }
        else
        {
            Il.Emit(OpCodes.Ldc_I4, (int)_live.Displacement(op));
        }

        Il.Emit(OpCodes.Add);
        var address = Il.DeclareLocal(typeof(uint));
        Il.Emit(OpCodes.Stloc, address);

        // Words aligned, halfwords inside a word without looking at which half: the others are asked about.
        var mask = ~((uint)MemoryMap.SramBytes - 1) | (op.AccessSize == 4 ? 3u : op.AccessSize == 2 ? 1u : 0);
        Il.Emit(OpCodes.Ldloc, address);
        Il.Emit(OpCodes.Ldc_I4, (int)mask);
        Il.Emit(OpCodes.And);
        LeaveUnless(OpCodes.Brfalse, trace, k);
        if (_live.SharedBytes > 0)
        {
            Il.Emit(OpCodes.Ldloc, address);
            Il.Emit(OpCodes.Ldc_I4, (int)_live.SharedStart);
            Il.Emit(OpCodes.Sub);
            Il.Emit(OpCodes.Ldc_I4, (int)_live.SharedBytes);
            LeaveUnless(OpCodes.Bge_Un, trace, k);
        }

        Slot(action.Slot, 0);
        Il.Emit(OpCodes.Ldloc, address);
        Il.Emit(OpCodes.Stind_I4);
        _known.Addresses[action.Slot] = address;
        _known.Data[action.Slot] = null;
        if (op.IsStore)
        {
            Register(op.DataRegister);
            SetData(action.Slot);
        }

        return true;
    }

    private void Load(MicroOp op, int slot)
    {
        Il.Emit(OpCodes.Ldloc, _memory);
        SlotAddress(slot);
        Il.Emit(OpCodes.Call, typeof(TraceOperations).GetMethod(nameof(TraceOperations.LoadWord))!);
        SetData(slot);
    }

    private void Store(Trace trace, int k)
    {
        var (op, slot) = (trace.Actions[k].Op, trace.Actions[k].Slot);
        Il.Emit(OpCodes.Ldloc, _guards);
        SlotAddress(slot);
        Il.Emit(OpCodes.Ldc_I4_2);
        Il.Emit(OpCodes.Shr_Un);
        Il.Emit(OpCodes.Conv_U);
        Il.Emit(OpCodes.Add);
        Il.Emit(OpCodes.Ldind_U1);
        LeaveUnless(OpCodes.Brfalse, trace, k);
        if (Tells(ProbeEvents.Stores))
        {
            OnPlayer(trace, k);
            return;
        }

        Il.Emit(OpCodes.Ldloc, _memory);
        SlotAddress(slot);
        SlotData(slot);
        var store = op.AccessSize == 4 ? nameof(TraceOperations.Store4) : op.AccessSize == 2 ? nameof(TraceOperations.Store2) : nameof(TraceOperations.Store1);
        Il.Emit(OpCodes.Call, typeof(TraceOperations).GetMethod(store)!);
    }

    private void Deliver(MicroOp op, int slot)
    {
        if (op.AccessSize == 2)
        {
            Frame(nameof(TraceFrame.Live));
            Constant(op);
            Il.Emit(OpCodes.Ldc_I4, slot);
            Il.Emit(OpCodes.Call, typeof(LiveDatapath).GetMethod(nameof(LiveDatapath.Deliver))!);
            return;
        }

        RegisterPointer(op.DataRegister);
        if (op.AccessSize == 1)
        {
            SlotAddress(slot);
        }

        SlotData(slot);
        if (op.AccessSize == 1)
        {
            Il.Emit(OpCodes.Call, typeof(TraceOperations).GetMethod(nameof(TraceOperations.Byte))!);
        }

        Il.Emit(OpCodes.Stind_I4);
    }

    private void Slot(int slot, int offset)
    {
        Il.Emit(OpCodes.Ldloc, _accesses);
        Offset(slot * BytesPerSlot + offset);
    }

    private void SlotAddress(int slot)
    {
        if (_known.Addresses[slot] is { } local)
        {
            Il.Emit(OpCodes.Ldloc, local);
            return;
        }

        Slot(slot, 0);
        Il.Emit(OpCodes.Ldind_U4);
    }

    private void SlotData(int slot)
    {
        if (_known.Data[slot] is { } local)
        {
            Il.Emit(OpCodes.Ldloc, local);
            return;
        }

        Slot(slot, sizeof(uint));
        Il.Emit(OpCodes.Ldind_U4);
    }

    // Data of a slot := value on the stack.
    private void SetData(int slot)
    {
        var data = Il.DeclareLocal(typeof(uint));
        Il.Emit(OpCodes.Stloc, data);
        Slot(slot, sizeof(uint));
        Il.Emit(OpCodes.Ldloc, data);
        Il.Emit(OpCodes.Stind_I4);
        _known.Data[slot] = data;
    }
}
