using OnChipLearn.Compiler.Ir;
using PpuSim.Isa;

namespace OnChipLearn.Compiler.Codegen;

/// <content>Logical operations, masks and shifts.</content>
internal sealed partial class Selection
{
    // Logical instructions have their target in the second field.
    private void Logical(Op op, int target, int a, int b) => Add(new MachineInstruction(op) { First = a, Second = target, Third = b });

    // x & ~y and x | ~y.
    private bool EmitWithComplement(Value value, Op op)
    {
        foreach (var (plain, complement) in ((Value, Value)[])[(value.Operands[0], value.Operands[1]), (value.Operands[1], value.Operands[0])])
        {
            if (complement.Operation == Operation.Xor && folded.Contains(complement))
            {
                Logical(op, Register(value), Register(plain), Register(complement.Operands[0]));
                return true;
            }
        }

        return false;
    }

    private void EmitAnd(Value value)
    {
        var (a, b) = (value.Operands[0], value.Operands[1]);
        if (EmitWithComplement(value, Op.Andc))
        {
            return;
        }

        if (b.Operation != Operation.Constant)
        {
            Logical(Op.And, Register(value), Register(a), Register(b));
            return;
        }

        var c = b.Immediate;
        if (folded.Contains(a) && a.Operation is Operation.ShiftLeft or Operation.ShiftRightLogical && ShiftedMask(a, c) is { } shifted)
        {
            RotateAndMask(Register(value), Register(a.Operands[0]), shifted.Rotate, shifted.Begin, shifted.End);
        }
        else if (RotateMask.IsMask(c))
        {
            RotateAndMask(Register(value), Register(a), 0, RotateMask.Begin(c), RotateMask.End(c));
        }
        else if (IsUnsigned16(c) || (c & 0xffff) == 0)
        {
            var op = IsUnsigned16(c) ? Op.AndiRecord : Op.AndisRecord;
            Add(new MachineInstruction(op) { First = Register(a), Second = Register(value), Immediate = IsUnsigned16(c) ? c : c >>> 16, ImplicitWrites = [Registers.RecordField] });
        }
        else
        {
            Logical(Op.And, Register(value), Register(a), Register(b));
        }
    }

    private void RotateAndMask(int target, int source, int rotate, int begin, int end) =>
        Add(new MachineInstruction(Op.Rlwinm) { First = source, Second = target, Immediate = rotate, MaskBegin = begin, MaskEnd = end });

    private void EmitOr(Value value)
    {
        var (a, b) = (value.Operands[0], value.Operands[1]);
        var exclusive = value.Operation == Operation.Xor;
        if (!exclusive && EmitWithComplement(value, Op.Orc))
        {
            return;
        }

        if (exclusive && b.IsConstant(-1))
        {
            Logical(Op.Nor, Register(value), Register(a), Register(a));
        }
        else if (b.Operation == Operation.Constant && IsUnsigned16(b.Immediate))
        {
            Add(new MachineInstruction(exclusive ? Op.Xori : Op.Ori) { First = Register(a), Second = Register(value), Immediate = b.Immediate });
        }
        else if (b.Operation == Operation.Constant && (b.Immediate & 0xffff) == 0)
        {
            Add(new MachineInstruction(exclusive ? Op.Xoris : Op.Oris) { First = Register(a), Second = Register(value), Immediate = b.Immediate >>> 16 });
        }
        else
        {
            Logical(exclusive ? Op.Xor : Op.Or, Register(value), Register(a), Register(b));
        }
    }

    private void EmitShift(Value value)
    {
        var (a, b) = (value.Operands[0], value.Operands[1]);
        var (target, source) = (Register(value), Register(a));
        if (b.Operation != Operation.Constant)
        {
            if (value.Operation == Operation.RotateLeft)
            {
                Add(new MachineInstruction(Op.Rlwnm) { First = source, Second = target, Third = Register(b), MaskBegin = 0, MaskEnd = 31 });
                return;
            }

            var op = value.Operation switch { Operation.ShiftLeft => Op.Slw, Operation.ShiftRightLogical => Op.Srw, _ => Op.Sraw };
            Logical(op, target, source, Register(b));
            return;
        }

        var count = b.Immediate & 31;
        switch (value.Operation)
        {
            case Operation.ShiftLeft:
                RotateAndMask(target, source, count, 0, 31 - count);
                break;
            case Operation.ShiftRightLogical:
                RotateAndMask(target, source, (32 - count) & 31, count, 31);
                break;
            case Operation.RotateLeft:
                RotateAndMask(target, source, count, 0, 31);
                break;
            case Operation.ShiftRightArithmetic when count == 31:
                // The sign as a mask; srawi writes the carry, which holds up the next instruction for two cycles.
                var sign = Temporary();
                RotateAndMask(sign, source, 1, 31, 31);
                Add(new MachineInstruction(Op.Neg) { First = target, Second = sign });
                break;
            default:
                Add(new MachineInstruction(Op.Srawi) { First = source, Second = target, Immediate = count });
                break;
        }
    }
}
