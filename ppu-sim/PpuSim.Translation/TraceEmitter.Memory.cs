using System.Buffers.Binary;
using System.Reflection.Emit;
using PpuSim.AddressMap;
using PpuSim.Timing;

namespace PpuSim.Translation;

/// <summary>Scalar memory accesses. Address and data of a slot are kept in its memory, which a trace that leaves needs, and in locals.</summary>
internal sealed partial class TraceEmitter
{
    private const int BytesPerSlot = 8;
    private readonly LocalBuilder?[] _addresses = new LocalBuilder?[LiveDatapath.AccessSlots];
    private readonly LocalBuilder?[] _data = new LocalBuilder?[LiveDatapath.AccessSlots];
    private PathKnowledge _known = new();

    public void Restore(PathKnowledge known) => _known = known;

    private void Address(Trace trace, int k)
    {
        var action = trace.Actions[k];
        var op = action.Op;
        var isShared = IsSharedAccess(trace, k);
        if (!isShared && action.Expected != (long)AccessKind.Plain)
        {
            AnyAddress(trace, k);
            return;
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
        var address = _addresses[action.Slot] ??= Il.DeclareLocal(typeof(uint));
        Il.Emit(OpCodes.Stloc, address);

        Il.Emit(OpCodes.Ldloc, address);
        LeaveUnlessAligned(trace, k);
        if (_live.SharedBytes > 0)
        {
            Il.Emit(OpCodes.Ldloc, address);
            Il.Emit(OpCodes.Ldc_I4, (int)_live.SharedStart);
            Il.Emit(OpCodes.Sub);
            Il.Emit(OpCodes.Ldc_I4, (int)_live.SharedBytes);
            LeaveIf(isShared ? OpCodes.Bge_Un : OpCodes.Blt_Un, trace, k);
        }

        Slot(action.Slot, 0);
        Il.Emit(OpCodes.Ldloc, address);
        Il.Emit(OpCodes.Stind_I4);
        _known.Addresses |= 1u << action.Slot;
        _known.Data &= ~(1u << action.Slot);
        if (op.IsStore)
        {
            Register(op.DataRegister);
            SetData(action.Slot);
        }
    }

    private void AnyAddress(Trace trace, int k)
    {
        var action = trace.Actions[k];
        OnLive(nameof(LiveDatapath.Address), action.Op, () => Il.Emit(OpCodes.Ldc_I4, (int)action.Slot));
        Il.Emit(OpCodes.Ldc_I4, (int)action.Expected);
        LeaveIf(OpCodes.Bne_Un, trace, k);
        _known.Addresses &= ~(1u << action.Slot);
        _known.Data &= ~(1u << action.Slot);
    }

    // The same trace shows that it goes to a word of the own SRAM that the other core sees. Its kind covers what lies outside, too.
    private bool IsSharedAccess(Trace trace, int k)
    {
        var action = trace.Actions[k];
        if (_live.SharedBytes == 0 || action.Expected != (long)AccessKind.General)
        {
            return false;
        }

        var transfer = Array.FindIndex(trace.Actions, k + 1, later => later.Slot == action.Slot && later.Kind is ActionKind.Address or ActionKind.Transfer);
        return transfer >= 0 && IsSharedLoad(trace.Actions[transfer]);
    }

    // In the SRAM; words aligned, halfwords inside a word without looking at which half: the others are asked about.
    private void LeaveUnlessAligned(Trace trace, int k)
    {
        var size = trace.Actions[k].Op.AccessSize;
        Il.Emit(OpCodes.Ldc_I4, ~(MemoryMap.SramBytes - size));
        Il.Emit(OpCodes.And);
        LeaveIf(OpCodes.Brtrue, trace, k);
    }

    private void Load(MicroOp op, int slot)
    {
        Il.Emit(OpCodes.Ldloc, _memory);
        SlotAddress(slot);
        if (op.AccessSize < sizeof(uint))
        {
            Il.Emit(OpCodes.Ldc_I4, ~(sizeof(uint) - 1));
            Il.Emit(OpCodes.And);
        }

        Il.Emit(OpCodes.Conv_U);
        Il.Emit(OpCodes.Add);
        Il.Emit(OpCodes.Ldind_U4);
        ReverseBytes(typeof(uint));
        SetData(slot);
    }

    private void Delay(Trace trace, int k, List<(Label Label, Trace Trace, PathKnowledge Known)> detours)
    {
        var action = trace.Actions[k];
        var transfer = Array.FindIndex(trace.Actions, k + 1, later => later.Slot == action.Slot && later.Kind is ActionKind.Address or ActionKind.Transfer);
        if (action.Expected == 0 && transfer >= 0 && IsSharedLoad(trace.Actions[transfer]))
        {
            SlotAddress(action.Slot);
            LeaveUnlessAligned(trace, k);
        }
        else
        {
            Ask(trace, k, detours);
        }
    }

    private void ScalarTransfer(Trace trace, int k, List<(Label Label, Trace Trace, PathKnowledge Known)> detours)
    {
        var action = trace.Actions[k];
        if (!IsSharedLoad(action))
        {
            _known.Data &= ~(1u << action.Slot);
            AskOutside(trace, k, detours);
            return;
        }

        SlotAddress(action.Slot);
        LeaveUnlessAligned(trace, k);
        Open(trace, k);
        Load(action.Op, action.Slot);
    }

    private bool IsSharedLoad(in TraceAction action) =>
        action.Kind == ActionKind.Transfer && !action.Op.IsStore && (action.Expected & Datapath.UsedSram) != 0 && action.Detours is null && !Tells(ProbeEvents.Loads);

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
        var isStored = Il.DefineLabel();
        StoreRarely(OpCodes.Brtrue, trace, k, 1, isStored);
        if (Tells(ProbeEvents.Stores))
        {
            OnPlayer(trace, k);
            Il.MarkLabel(isStored);
            return;
        }

        Il.Emit(OpCodes.Ldloc, _memory);
        SlotAddress(slot);
        Il.Emit(OpCodes.Conv_U);
        Il.Emit(OpCodes.Add);
        SlotData(slot);
        switch (op.AccessSize)
        {
            case sizeof(byte):
                Il.Emit(OpCodes.Stind_I1);
                break;
            case sizeof(ushort):
                ReverseBytes(typeof(ushort));
                Il.Emit(OpCodes.Unaligned, (byte)1);
                Il.Emit(OpCodes.Stind_I2);
                break;
            default:
                ReverseBytes(typeof(uint));
                Il.Emit(OpCodes.Stind_I4);
                break;
        }

        Il.MarkLabel(isStored);
    }

    // Pops what a branch needs that is taken when stores are more than stores: then the player executes them.
    private void StoreRarely(OpCode branch, Trace trace, int k, int words, Label isStored)
    {
        var isRare = Il.DefineLabel();
        var exit = Exit(trace, k);
        var known = _known.Copy();
        Il.Emit(branch, isRare);
        _rare.Add(() =>
        {
            Il.MarkLabel(isRare);
            _known = known;
            OnPlayer(nameof(ITraceOrders.Store), trace, k, () =>
            {
                Il.Emit(OpCodes.Ldc_I4, words);
                Cycle(0);
            });
            Il.Emit(OpCodes.Brfalse, exit);
            Il.Emit(OpCodes.Br, isStored);
        });
    }

    private void ReverseBytes(Type type) =>
        Il.Emit(OpCodes.Call, typeof(BinaryPrimitives).GetMethod(nameof(BinaryPrimitives.ReverseEndianness), [type])!);

    private void Deliver(MicroOp op, int slot)
    {
        // Of an access that lies within a word, as one whose address was computed in the same method.
        if (op.AccessSize == sizeof(ushort) && (_known.Addresses >> slot & 1) == 0)
        {
            OnLive(nameof(LiveDatapath.Deliver), op, () => Il.Emit(OpCodes.Ldc_I4, slot));
            _known.Registers &= ~(1ul << op.DataRegister);
            return;
        }

        SlotData(slot);
        if (op.AccessSize < sizeof(uint))
        {
            // the wanted bytes to the lower end
            Il.Emit(OpCodes.Ldc_I4, 8 * (sizeof(uint) - op.AccessSize));
            SlotAddress(slot);
            Il.Emit(OpCodes.Ldc_I4_3);
            Il.Emit(OpCodes.And);
            Il.Emit(OpCodes.Ldc_I4_3);
            Il.Emit(OpCodes.Shl);
            Il.Emit(OpCodes.Sub);
            Il.Emit(OpCodes.Shr_Un);
            Il.Emit(op.AccessSize == sizeof(byte) ? OpCodes.Conv_U1 : op.SignExtends ? OpCodes.Conv_I2 : OpCodes.Conv_U2);
        }

        SetRegister(op.DataRegister);
    }

    private void Slot(int slot, int offset)
    {
        Il.Emit(OpCodes.Ldloc, _accesses);
        Offset(slot * BytesPerSlot + offset);
    }

    private void SlotAddress(int slot)
    {
        if ((_known.Addresses >> slot & 1) != 0)
        {
            Il.Emit(OpCodes.Ldloc, _addresses[slot]!);
            return;
        }

        Slot(slot, 0);
        Il.Emit(OpCodes.Ldind_U4);
    }

    private void SlotData(int slot)
    {
        if ((_known.Data >> slot & 1) != 0)
        {
            Il.Emit(OpCodes.Ldloc, _data[slot]!);
            return;
        }

        Slot(slot, sizeof(uint));
        Il.Emit(OpCodes.Ldind_U4);
    }

    // Data of a slot := value on the stack.
    private void SetData(int slot)
    {
        var data = _data[slot] ??= Il.DeclareLocal(typeof(uint));
        Il.Emit(OpCodes.Stloc, data);
        Slot(slot, sizeof(uint));
        Il.Emit(OpCodes.Ldloc, data);
        Il.Emit(OpCodes.Stind_I4);
        _known.Data |= 1u << slot;
    }
}
