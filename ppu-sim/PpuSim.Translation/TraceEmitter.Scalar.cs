using System.Numerics;
using System.Reflection;
using System.Reflection.Emit;
using PpuSim.Isa;
using PpuSim.Machine;
using PpuSim.Machine.Semantics;
using PpuSim.Timing;

namespace PpuSim.Translation;

/// <summary>Fixed-point instructions and branches: the frequent ones in place, the others by their functions.</summary>
internal sealed unsafe partial class TraceEmitter
{
    private static readonly FieldInfo Cr = typeof(ScalarState).GetField(nameof(ScalarState.Cr))!;
    private static readonly FieldInfo Xer = typeof(ScalarState).GetField(nameof(ScalarState.Xer))!;
    private static readonly FieldInfo Lr = typeof(ScalarState).GetField(nameof(ScalarState.Lr))!;
    private static readonly FieldInfo Ctr = typeof(ScalarState).GetField(nameof(ScalarState.Ctr))!;

    // The registers, where they are known.
    private readonly LocalBuilder?[] _registers = new LocalBuilder?[ScalarState.ZeroRegister];

    private void Execute(MicroOp op)
    {
        var o = op.Operands;
        if (!o.Oe && Inline(op.Op, o))
        {
            if (o.Rc)
            {
                Record(IsWrittenFirst(op.Op) ? o.First : o.Second);
            }
        }
        else
        {
            WriteConditions();
            Il.Emit(OpCodes.Ldloc, _state);
            Constant(op);
            Il.Emit(OpCodes.Ldflda, typeof(MicroOp).GetField(nameof(MicroOp.Operands), Any)!);
            Il.Emit(OpCodes.Ldc_I8, (long)op.Execute);
            Il.Emit(OpCodes.Conv_I);
            Il.EmitCalli(OpCodes.Calli, CallingConventions.Standard, typeof(void), [typeof(ScalarState), typeof(ScalarOperands).MakeByRefType()], null);
            ForgetResult(op);
        }
    }

    private bool Inline(Op op, ScalarOperands o)
    {
        switch (op)
        {
            case Op.Addi:
                return Set(o.First, () => RegisterAnd(OpCodes.Add, o.Base, (uint)o.Immediate));
            case Op.Addis:
                return Set(o.First, () => RegisterAnd(OpCodes.Add, o.Base, (uint)(o.Immediate << 16)));
            case Op.Ori:
                return Set(o.Second, () => RegisterAnd(OpCodes.Or, o.First, o.Unsigned));
            case Op.Oris:
                return Set(o.Second, () => RegisterAnd(OpCodes.Or, o.First, o.Unsigned << 16));
            case Op.Xori:
                return Set(o.Second, () => RegisterAnd(OpCodes.Xor, o.First, o.Unsigned));
            case Op.Add:
                return Set(o.First, () => Registers(OpCodes.Add, o.Second, o.Third));
            case Op.Subf:
                return Set(o.First, () => Registers(OpCodes.Sub, o.Third, o.Second));
            case Op.And:
                return Set(o.Second, () => Registers(OpCodes.And, o.First, o.Third));
            case Op.Or:
                return Set(o.Second, () => Registers(OpCodes.Or, o.First, o.Third));
            case Op.Xor:
                return Set(o.Second, () => Registers(OpCodes.Xor, o.First, o.Third));
            case Op.Rlwinm:
                return Set(o.Second, () => Rotate(o));
            case Op.Neg:
                return Set(o.First, () =>
                {
                    Register(o.Second);
                    Il.Emit(OpCodes.Neg);
                });
            case Op.Extsb:
                return Set(o.Second, () =>
                {
                    Register(o.First);
                    Il.Emit(OpCodes.Conv_I1);
                });
            case Op.Extsh:
                return Set(o.Second, () =>
                {
                    Register(o.First);
                    Il.Emit(OpCodes.Conv_I2);
                });
            case Op.AndiRecord:
                Set(o.Second, () => RegisterAnd(OpCodes.And, o.First, o.Unsigned));
                return Record(o.Second);
            case Op.AndisRecord:
                Set(o.Second, () => RegisterAnd(OpCodes.And, o.First, o.Unsigned << 16));
                return Record(o.Second);
            case Op.Cmpi:
                return Compare(true, o.First >> 2, () => Register(o.Second), () => Il.Emit(OpCodes.Ldc_I4, o.Immediate));
            case Op.Cmpli:
                return Compare(false, o.First >> 2, () => Register(o.Second), () => Il.Emit(OpCodes.Ldc_I4, (int)o.Unsigned));
            case Op.Cmp:
                return Compare(true, o.First >> 2, () => Register(o.Second), () => Register(o.Third));
            case Op.Cmpl:
                return Compare(false, o.First >> 2, () => Register(o.Second), () => Register(o.Third));
            default:
                return false;
        }
    }

    private bool Set(int register, Action value)
    {
        value();
        SetRegister(register);
        return true;
    }

    // Register := value on the stack.
    private void SetRegister(int register)
    {
        var local = _registers[register] ??= Il.DeclareLocal(typeof(uint));
        Il.Emit(OpCodes.Stloc, local);
        Il.Emit(OpCodes.Ldloc, _gpr);
        Offset(register * sizeof(uint));
        Il.Emit(OpCodes.Ldloc, local);
        Il.Emit(OpCodes.Stind_I4);
        _known.Registers |= 1ul << register;
    }

    // Arithmetic writes the first field of the instruction, logic the second.
    private static bool IsWrittenFirst(Op op) => op is Op.Add or Op.Subf or Op.Neg;

    private void Rotate(ScalarOperands o)
    {
        Register(o.First);
        if (o.Third != 0)
        {
            Il.Emit(OpCodes.Ldc_I4, (int)o.Third);
            Il.Emit(OpCodes.Call, typeof(BitOperations).GetMethod(nameof(BitOperations.RotateLeft), [typeof(uint), typeof(int)])!);
        }

        Il.Emit(OpCodes.Ldc_I4, (int)o.RotateMask);
        Il.Emit(OpCodes.And);
    }

    private void Registers(OpCode operation, int first, int second)
    {
        Register(first);
        Register(second);
        Il.Emit(operation);
    }

    private void RegisterAnd(OpCode operation, int register, uint constant)
    {
        if (register == ScalarState.ZeroRegister && operation == OpCodes.Add)
        {
            Il.Emit(OpCodes.Ldc_I4, (int)constant);
            return;
        }

        Register(register);
        Il.Emit(OpCodes.Ldc_I4, (int)constant);
        Il.Emit(operation);
    }

    private void Register(int register)
    {
        if (register == ScalarState.ZeroRegister)
        {
            Il.Emit(OpCodes.Ldc_I4_0);
            return;
        }

        var local = _registers[register] ??= Il.DeclareLocal(typeof(uint));
        if ((_known.Registers >> register & 1) == 0)
        {
            Il.Emit(OpCodes.Ldloc, _gpr);
            Offset(register * sizeof(uint));
            Il.Emit(OpCodes.Ldind_U4);
            Il.Emit(OpCodes.Stloc, local);
            _known.Registers |= 1ul << register;
        }

        Il.Emit(OpCodes.Ldloc, local);
    }

    private void Field(FieldInfo field)
    {
        Il.Emit(OpCodes.Ldloc, _state);
        Il.Emit(OpCodes.Ldfld, field);
    }
}
