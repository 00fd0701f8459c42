using OnChipLearn.Compiler.Ir;
using PpuSim.Isa;

namespace OnChipLearn.Compiler.Codegen;

/// <content>Which instructions an operation takes, and arithmetic.</content>
internal sealed partial class Selection
{
    private void Emit(Value value)
    {
        switch (value.Operation)
        {
            case Operation.Phi:
                Copy(Register(value), phiInputs[value]);
                break;
            case Operation.Constant or Operation.Address or Operation.Slot:
                LoadConstant(Register(value), value);
                break;
            case Operation.Undefined:
                break;
            case Operation.Add:
                EmitAdd(value);
                break;
            case Operation.Subtract when value.Operands[0].IsConstant(0):
                Add(new MachineInstruction(Op.Neg) { First = Register(value), Second = Register(value.Operands[1]) });
                break;
            case Operation.Subtract:
                Add(new MachineInstruction(Op.Subf) { First = Register(value), Second = Register(value.Operands[1]), Third = Register(value.Operands[0]) });
                break;
            case Operation.Multiply when value.Operands[1] is { Operation: Operation.Constant } factor && IsSigned16(factor.Immediate):
                Add(new MachineInstruction(Op.Mulli) { First = Register(value), Second = Register(value.Operands[0]), Immediate = factor.Immediate });
                break;
            case Operation.Multiply:
                Arithmetic(Op.Mullw, value);
                break;
            case Operation.MultiplyHighSigned:
                Arithmetic(Op.Mulhw, value);
                break;
            case Operation.MultiplyHighUnsigned:
                Arithmetic(Op.Mulhwu, value);
                break;
            case Operation.DivideSigned:
                Arithmetic(Op.Divw, value);
                break;
            case Operation.DivideUnsigned:
                Arithmetic(Op.Divwu, value);
                break;
            case Operation.And:
                EmitAnd(value);
                break;
            case Operation.Or or Operation.Xor:
                EmitOr(value);
                break;
            case Operation.ShiftLeft or Operation.ShiftRightLogical or Operation.ShiftRightArithmetic or Operation.RotateLeft:
                EmitShift(value);
                break;
            case Operation.SignExtendByte:
                Unary(Op.Extsb, value);
                break;
            case Operation.SignExtendHalfword:
                Unary(Op.Extsh, value);
                break;
            case Operation.CountLeadingZeros:
                Unary(Op.Cntlzw, value);
                break;
            case Operation.Compare:
                EmitCompare(value);
                break;
            case Operation.Load or Operation.Store:
                EmitAccess(value);
                break;
            case Operation.Vector:
                EmitVector(value);
                break;
            case Operation.Call:
                EmitCall(value);
                break;
            case Operation.Result:
                break; // copied behind the call
            case Operation.TrapIf:
                var bit = EmitRelation(value, out var whenSet);
                Add(new MachineInstruction(Op.Bc) { First = whenSet ? 12 : 4, Second = bit.Field, Condition = bit.Bit, IsTrapExit = true });
                break;
            case Operation.ReadSpecial:
                Add(new MachineInstruction(Op.Mfspr) { First = Register(value), Immediate = value.Immediate });
                break;
            case Operation.Synchronize:
                Add(new MachineInstruction(Op.Sync));
                break;
            case Operation.Wait:
                Add(new MachineInstruction(Op.Wait));
                break;
            case Operation.SetCounter:
                Add(new MachineInstruction(Op.Mtspr) { First = Register(value.Operands[0]), Immediate = 9 });
                machine.ClobbersCounter = true;
                break;
            default:
                EmitTerminator(value);
                break;
        }
    }

    private void Arithmetic(Op op, Value value) =>
        Add(new MachineInstruction(op) { First = Register(value), Second = Register(value.Operands[0]), Third = Register(value.Operands[1]) });

    private void Unary(Op op, Value value) => Add(new MachineInstruction(op) { First = Register(value.Operands[0]), Second = Register(value) });

    private void EmitAdd(Value value)
    {
        var (a, b) = (value.Operands[0], value.Operands[1]);
        var target = Register(value);
        if (b.Operation is Operation.Address or Operation.Slot && folded.Contains(b))
        {
            throw new InvalidOperationException("an address is folded into a sum that is not");
        }

        if (b.Operation != Operation.Constant || !folded.Contains(b))
        {
            Add(new MachineInstruction(Op.Add) { First = target, Second = Register(a), Third = Register(b) });
            return;
        }

        AddConstant(target, Register(a), b.Immediate);
    }

    private void AddConstant(int target, int source, int c)
    {
        if (IsSigned16(c))
        {
            Add(new MachineInstruction(Op.Addi) { First = target, Second = source, Immediate = c });
            return;
        }

        var low = (short)c;
        var high = unchecked(c - low) >> 16;
        var partial = low == 0 ? target : Temporary();
        Add(new MachineInstruction(Op.Addis) { First = partial, Second = source, Immediate = (short)high });
        if (low != 0)
        {
            Add(new MachineInstruction(Op.Addi) { First = target, Second = partial, Immediate = low });
        }
    }
}
