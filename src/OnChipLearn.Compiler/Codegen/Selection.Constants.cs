using OnChipLearn.Compiler.Ir;
using PpuSim.Isa;

namespace OnChipLearn.Compiler.Codegen;

/// <content>Constants, addresses and what is folded into the instructions that use them.</content>
internal sealed partial class Selection
{
    private static bool IsSigned16(int value) => value is >= short.MinValue and <= short.MaxValue;

    private static bool IsUnsigned16(int value) => value is >= 0 and <= ushort.MaxValue;

    /// <summary>One instruction makes it: a 16-bit constant or the address of a datum (SRAM ends far below 32 KiB).</summary>
    private static bool IsCheapConstant(Value value) => value.Operation is Operation.Constant && IsSigned16(value.Immediate)
        || value.Operation is Operation.Address or Operation.Slot;

    private void LoadConstant(int register, Value value)
    {
        switch (value.Operation)
        {
            case Operation.Address:
                Add(new MachineInstruction(Op.Addi) { First = register, Symbol = value.Symbol, Immediate = value.Immediate });
                break;
            case Operation.Slot:
                Add(new MachineInstruction(Op.Addi) { First = register, Symbol = Slot(value) });
                break;
            default:
                LoadConstant(register, value.Immediate);
                break;
        }
    }

    private void LoadConstant(int register, int constant)
    {
        if (IsSigned16(constant))
        {
            Add(new MachineInstruction(Op.Addi) { First = register, Immediate = constant });
            return;
        }

        var low = constant & 0xffff;
        var high = low == 0 ? register : Temporary();
        Add(new MachineInstruction(Op.Addis) { First = high, Immediate = constant >> 16 });
        if (low != 0)
        {
            Add(new MachineInstruction(Op.Ori) { First = high, Second = register, Immediate = low });
        }
    }

    /// <summary>Decides which values are part of the instructions that use them and need no register of their own.</summary>
    private void ChooseFolding()
    {
        foreach (var value in function.Values)
        {
            var uses = users.GetValueOrDefault(value);
            var fold = value.Operation switch
            {
                Operation.Phi or Operation.Parameter => false,
                Operation.Undefined => true,
                _ when uses is null => false,
                Operation.Constant => uses.All(user => TakesConstant(user, value)),
                Operation.Address or Operation.Slot => uses.All(user => TakesAddress(user, value)),
                Operation.Add => uses.All(user => TakesSum(user, value)),
                Operation.ShiftLeft or Operation.ShiftRightLogical => value.Operands[1].Operation == Operation.Constant
                    && uses is [{ Operation: Operation.And } mask] && mask.Operands[0] == value && mask.Operands[1].Operation == Operation.Constant
                    && ShiftedMask(value, mask.Operands[1].Immediate) is not null,
                Operation.Xor when value.Operands[1].IsConstant(-1) => uses.All(user => TakesComplement(user, value)),
                _ => false,
            };
            if (fold)
            {
                folded.Add(value);
            }
        }
    }

    private bool TakesConstant(Value user, Value constant)
    {
        // In the first operand only where both operands may be exchanged or the instruction takes it there.
        var c = constant.Immediate;
        if (user.Operation == Operation.Phi)
        {
            return IsSigned16(c);
        }

        if (user.Operation == Operation.Subtract)
        {
            return c == 0 && user.Operands[0] == constant && user.Operands[1] != constant;
        }

        if (user.Operands.Count != 2 || user.Operands[1] != constant || user.Operands[0] == constant)
        {
            return false;
        }

        return user.Operation switch
        {
            Operation.Add => !IsVectorAddress(user) || constant.Block == user.Block,
            Operation.Multiply => IsSigned16(c),
            Operation.And => RotateMask.IsMask(c) || IsUnsigned16(c) || (c & 0xffff) == 0,
            Operation.Or or Operation.Xor => IsUnsigned16(c) || (c & 0xffff) == 0 || (user.Operation == Operation.Xor && c == -1),
            Operation.ShiftLeft or Operation.ShiftRightLogical or Operation.ShiftRightArithmetic or Operation.RotateLeft => true,
            Operation.Branch or Operation.TrapIf => ComparesWith(user.Predicate, c),
            Operation.Compare => ComparesWith(user.Predicate, c),
            _ => false,
        };
    }

    private static bool ComparesWith(Predicate predicate, int c) => predicate switch
    {
        Predicate.Equal or Predicate.NotEqual => IsSigned16(c) || IsUnsigned16(c),
        _ => predicate.IsUnsigned() ? IsUnsigned16(c) : IsSigned16(c),
    };

    // The address of a datum is a displacement with register 0 as base.
    private bool TakesAddress(Value user, Value address) => user.Operation switch
    {
        Operation.Phi => true,
        Operation.Load or Operation.Store => IsScalarAccess(user) && user.Operands[0] == address && !(user.Operation == Operation.Store && user.Operands[1] == address),
        Operation.Add => user.Operands[1] == address && user.Operands[0] != address && (users.GetValueOrDefault(user)?.All(next => TakesSum(next, user)) ?? false),
        _ => false,
    };

    // andc and orc.
    private static bool TakesComplement(Value user, Value complement) => user.Operation is Operation.And or Operation.Or
        && user.Operands.Contains(complement) && user.Operands[0] != user.Operands[1]
        && user.Operands.First(operand => operand != complement) is var other && other.Operation != Operation.Constant && !(other.Operation == Operation.Xor && other.Operands[1].IsConstant(-1));

    // base + displacement of a datum, or base + index.
    private bool TakesSum(Value user, Value sum)
    {
        if (!IsScalarAccess(user) || user.Operands[0] != sum || (user.Operation == Operation.Store && user.Operands[1] == sum))
        {
            return IsAddressOf(user, sum) && sum.Operands[1].Operation is not (Operation.Address or Operation.Slot)
                && (sum.Operands[1].Operation != Operation.Constant || !TakesConstant(sum, sum.Operands[1]));
        }

        return sum.Operands[1].Operation switch
        {
            Operation.Address or Operation.Slot => true,
            Operation.Constant => false,
            _ => user.Immediate == 0,
        };
    }

    /// <summary>The address operand of a vector access.</summary>
    private static bool IsAddressOf(Value user, Value address) => user switch
    {
        { Operation: Operation.Load or Operation.Store, Width: Width.Vector, Immediate: 0 } => user.Operands[0] == address,
        { Operation: Operation.Vector } => VectorOperands.IsPort(user.Row!) && user.Operands[^1] == address,
        _ => false,
    };

    /// <summary>Only an address of vector accesses, which add two registers.</summary>
    private bool IsVectorAddress(Value sum) => users.GetValueOrDefault(sum)?.All(user => IsAddressOf(user, sum)) ?? false;

    private static bool IsScalarAccess(Value value) => value.Operation is Operation.Load or Operation.Store && value.Width != Width.Vector;

    // The mask of rlwinm for (x shifted) & mask, or null.
    private static (int Rotate, int Begin, int End)? ShiftedMask(Value shift, int mask)
    {
        var count = shift.Operands[1].Immediate & 31;
        var left = shift.Operation == Operation.ShiftLeft;
        mask &= left ? -1 << count : (int)(uint.MaxValue >> count);
        return RotateMask.IsMask(mask) ? (left ? count : (32 - count) & 31, RotateMask.Begin(mask), RotateMask.End(mask)) : null;
    }
}
