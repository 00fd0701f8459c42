using System.Numerics;
using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Passes;

/// <summary>
/// One simplification of one operation. Returns null when there is none, the operation itself when it was changed in place, or the value that
/// replaces it; constants that are needed are put in front of it.
/// </summary>
internal static partial class Algebra
{
    public static Value? Simplify(Value value) => value.Operation switch
    {
        Operation.Load => Memory(value) ?? ReadOnlyLoad(value),
        Operation.Store => Memory(value) ?? NarrowStore(value),
        Operation.Branch or Operation.TrapIf or Operation.Compare => Relation(value),
        Operation.Vector => VectorImmediate(value),
        Operation.SignExtendByte => SignExtension(value, 8),
        Operation.SignExtendHalfword => SignExtension(value, 16),
        Operation.CountLeadingZeros when value.Operands[0].Operation == Operation.Constant => ToConstant(value, BitOperations.LeadingZeroCount((uint)value.Operands[0].Immediate)),
        >= Operation.Add and <= Operation.RotateLeft => Binary(value),
        _ => null,
    };

    /// <summary>A result of two constants; null for operations that are not folded and for divisions that trap.</summary>
    public static int? Fold(Operation operation, int a, int b) => unchecked(operation switch
    {
        Operation.Add => a + b,
        Operation.Subtract => a - b,
        Operation.Multiply => a * b,
        Operation.MultiplyHighSigned => (int)(((long)a * b) >> 32),
        Operation.MultiplyHighUnsigned => (int)(((ulong)(uint)a * (uint)b) >> 32),
        Operation.DivideSigned when b != 0 && !(a == int.MinValue && b == -1) => a / b,
        Operation.DivideUnsigned when b != 0 => (int)((uint)a / (uint)b),
        Operation.And => a & b,
        Operation.Or => a | b,
        Operation.Xor => a ^ b,
        Operation.ShiftLeft => a << b,
        Operation.ShiftRightLogical => (int)((uint)a >> b),
        Operation.ShiftRightArithmetic => a >> b,
        Operation.RotateLeft => (int)BitOperations.RotateLeft((uint)a, b),
        _ => (int?)null,
    });

    private static Value ToConstant(Value value, int constant)
    {
        value.Operation = Operation.Constant;
        value.Operands.Clear();
        value.Immediate = constant;
        return value;
    }

    private static Value Become(Value value, Operation operation, params Value[] operands)
    {
        value.Operation = operation;
        value.Operands.Clear();
        value.Operands.AddRange(operands);
        return value;
    }

    private static Value Constant(Value before, int constant) =>
        Before(before, new Value(Operation.Constant, IrType.Word) { Immediate = constant });

    private static Value Before(Value before, Value value)
    {
        value.Position = before.Position;
        var block = before.Block!;
        block.Insert(Math.Max(block.Values.IndexOf(before), block.PhiCount), value);
        return value;
    }

    private static bool IsCommutative(Operation operation) => operation is Operation.Add or Operation.Multiply or Operation.And or Operation.Or or Operation.Xor
        or Operation.MultiplyHighSigned or Operation.MultiplyHighUnsigned;

    private static Value? Binary(Value value)
    {
        var (a, b) = (value.Operands[0], value.Operands[1]);
        if (a.Operation == Operation.Constant && b.Operation == Operation.Constant)
        {
            return Fold(value.Operation, a.Immediate, b.Immediate) is { } folded ? ToConstant(value, folded) : null;
        }

        if (IsCommutative(value.Operation) && (a.Operation == Operation.Constant || (a.Operation == Operation.Address && b.Operation is not (Operation.Constant or Operation.Address))))
        {
            return Become(value, value.Operation, b, a);
        }

        if (b.Operation == Operation.Constant && WithConstant(value, a, b.Immediate) is { } simpler)
        {
            return simpler;
        }

        return value.Operation switch
        {
            Operation.Subtract when a == b => ToConstant(value, 0),
            Operation.Subtract when b is { Operation: Operation.Subtract } inner && inner.Operands[0].IsConstant(0) => Become(value, Operation.Add, a, inner.Operands[1]),
            Operation.Subtract when a is { Operation: Operation.Add } sum && sum.Operands[0] == b => sum.Operands[1],
            Operation.Subtract when a is { Operation: Operation.Add } sum && sum.Operands[1] == b => sum.Operands[0],
            Operation.Or or Operation.Xor or Operation.Add when Rotation(a, b) is { } rotation => Become(value, Operation.RotateLeft, a.Operands[0], Constant(value, rotation)),
            Operation.Xor when a == b => ToConstant(value, 0),
            Operation.Add => Sum(value, a, b),
            Operation.And or Operation.Or when a == b => a,
            Operation.ShiftLeft or Operation.ShiftRightLogical or Operation.ShiftRightArithmetic or Operation.RotateLeft => ShiftCount(value, a, b),
            _ => null,
        };
    }

    // (x << n) | (x >> (32 - n)), in either order.
    private static int? Rotation(Value a, Value b)
    {
        if (a.Operation == Operation.ShiftRightLogical)
        {
            (a, b) = (b, a);
        }

        return Inner(a, Operation.ShiftLeft) is { } left && Inner(b, Operation.ShiftRightLogical) is { } right && a.Operands[0] == b.Operands[0] && (left & 31) + (right & 31) == 32
            ? left & 31
            : null;
    }

    private static Value? Sum(Value value, Value a, Value b)
    {
        if (b is { Operation: Operation.Subtract } negated && negated.Operands[0].IsConstant(0))
        {
            return Become(value, Operation.Subtract, a, negated.Operands[1]);
        }

        if (a is { Operation: Operation.Subtract } difference && difference.Operands[1] == b)
        {
            return difference.Operands[0];
        }

        // (x + c) + y: constants move outwards, where addresses and immediates take them.
        if (a is { Operation: Operation.Add } sum && sum.Operands[1].Operation == Operation.Constant && b.Operation != Operation.Constant)
        {
            return Become(value, Operation.Add, Before(value, new Value(Operation.Add, IrType.Word, sum.Operands[0], b)), sum.Operands[1]);
        }

        if (b is { Operation: Operation.Add } other && other.Operands[1].Operation == Operation.Constant)
        {
            return Become(value, Operation.Add, Before(value, new Value(Operation.Add, IrType.Word, a, other.Operands[0])), other.Operands[1]);
        }

        return null;
    }

    // C# masks a variable count with 31; the core does so by itself.
    private static Value? ShiftCount(Value value, Value a, Value b)
    {
        if (b is { Operation: Operation.And } masked && masked.Operands[1] is { Operation: Operation.Constant } mask && (mask.Immediate & 31) == 31)
        {
            return Become(value, value.Operation, a, masked.Operands[0]);
        }

        return null;
    }

    private static Value? WithConstant(Value value, Value a, int c)
    {
        switch (value.Operation)
        {
            case Operation.Add when c == 0:
                return a;
            case Operation.Add when a.Operation == Operation.Address:
                value.Immediate = a.Immediate + c;
                value.Symbol = a.Symbol;
                return Become(value, Operation.Address);
            case Operation.Add when Inner(a, Operation.Add) is { } inner:
                return Become(value, Operation.Add, a.Operands[0], Constant(value, inner + c));
            case Operation.Add when a.Operation == Operation.Subtract && a.Operands[0].Operation == Operation.Constant:
                return Become(value, Operation.Subtract, Constant(value, a.Operands[0].Immediate + c), a.Operands[1]);
            case Operation.Subtract:
                return Become(value, Operation.Add, a, Constant(value, unchecked(-c)));
            case Operation.Multiply:
                return Product(value, a, c);
            case Operation.And:
                return Mask(value, a, c);
            case Operation.Or when c == 0 || Operation.Xor == value.Operation && c == 0:
            case Operation.Xor when c == 0:
                return a;
            case Operation.Or when c == -1:
                return ToConstant(value, -1);
            case Operation.Or or Operation.Xor when Inner(a, value.Operation) is { } inner:
                return Become(value, value.Operation, a.Operands[0], Constant(value, value.Operation == Operation.Or ? inner | c : inner ^ c));
            case Operation.Xor when c == 1 && a.Operation == Operation.Compare:
                value.Predicate = a.Predicate.Negated();
                return Become(value, Operation.Compare, a.Operands[0], a.Operands[1]);
            case Operation.ShiftLeft or Operation.ShiftRightLogical or Operation.ShiftRightArithmetic or Operation.RotateLeft:
                return ConstantShift(value, a, c);
            default:
                return null;
        }
    }

    private static int? Inner(Value value, Operation operation) =>
        value.Operation == operation && value.Operands[1].Operation == Operation.Constant ? value.Operands[1].Immediate : null;

    private static Value? Product(Value value, Value a, int c)
    {
        if (c is 0)
        {
            return ToConstant(value, 0);
        }

        if (c == 1)
        {
            return a;
        }

        if (c == -1)
        {
            return Become(value, Operation.Subtract, Constant(value, 0), a);
        }

        if (BitOperations.IsPow2((uint)c))
        {
            return Become(value, Operation.ShiftLeft, a, Constant(value, BitOperations.Log2((uint)c)));
        }

        if (Inner(a, Operation.Add) is { } addend)
        {
            var product = Before(value, new Value(Operation.Multiply, IrType.Word, a.Operands[0], Constant(value, c)));
            return Become(value, Operation.Add, product, Constant(value, unchecked(addend * c)));
        }

        if (Inner(a, Operation.Multiply) is { } inner)
        {
            return Become(value, Operation.Multiply, a.Operands[0], Constant(value, unchecked(inner * c)));
        }

        // 2^k + 1 and 2^k - 1: a shift and an addition are faster than the multiplier.
        if (c > 0 && BitOperations.IsPow2((uint)(c - 1)))
        {
            return Become(value, Operation.Add, Shifted(value, a, BitOperations.Log2((uint)(c - 1))), a);
        }

        if (c > 0 && BitOperations.IsPow2((uint)(c + 1)))
        {
            return Become(value, Operation.Subtract, Shifted(value, a, BitOperations.Log2((uint)(c + 1))), a);
        }

        return null;
    }

    private static Value Shifted(Value before, Value a, int count) => Before(before, new Value(Operation.ShiftLeft, IrType.Word, a, Constant(before, count)));

    private static Value? Mask(Value value, Value a, int c)
    {
        var possible = KnownBits.Possible(a);
        if ((possible & (uint)c) == 0)
        {
            return ToConstant(value, 0);
        }

        if ((possible & ~(uint)c) == 0)
        {
            return a;
        }

        if (Inner(a, Operation.And) is { } inner)
        {
            return Become(value, Operation.And, a.Operands[0], Constant(value, inner & c));
        }

        // The bits that an extension fills are masked away.
        if (a.Operation == Operation.SignExtendByte && (c & ~0xff) == 0 || a.Operation == Operation.SignExtendHalfword && (c & ~0xffff) == 0)
        {
            return Become(value, Operation.And, a.Operands[0], value.Operands[1]);
        }

        return null;
    }

    private static Value? ConstantShift(Value value, Value a, int c)
    {
        var count = c & 31;
        if (count == 0)
        {
            return a;
        }

        if (count != c)
        {
            return Become(value, value.Operation, a, Constant(value, count));
        }

        switch (value.Operation)
        {
            // (x + c) << k: the constant goes where displacements take it.
            case Operation.ShiftLeft when Inner(a, Operation.Add) is { } addend:
                return Become(value, Operation.Add, Shifted(value, a.Operands[0], count), Constant(value, addend << count));
            case Operation.ShiftLeft when Inner(a, Operation.ShiftLeft) is { } inner && (inner & 31) + count < 32:
                return Become(value, Operation.ShiftLeft, a.Operands[0], Constant(value, (inner & 31) + count));
            case Operation.ShiftRightLogical when Inner(a, Operation.ShiftRightLogical) is { } inner && (inner & 31) + count < 32:
                return Become(value, Operation.ShiftRightLogical, a.Operands[0], Constant(value, (inner & 31) + count));
            case Operation.ShiftRightArithmetic when Inner(a, Operation.ShiftRightArithmetic) is { } inner:
                return Become(value, Operation.ShiftRightArithmetic, a.Operands[0], Constant(value, Math.Min(31, (inner & 31) + count)));
            case Operation.ShiftRightArithmetic when KnownBits.Possible(a) <= int.MaxValue:
                return Become(value, Operation.ShiftRightLogical, a, value.Operands[1]);
            case Operation.ShiftRightArithmetic when count is 16 or 24 && Inner(a, Operation.ShiftLeft) == count:
                return Become(value, count == 16 ? Operation.SignExtendHalfword : Operation.SignExtendByte, a.Operands[0]);

            // (x >> k) << k and (x << k) >> k keep some bits.
            case Operation.ShiftLeft when (Inner(a, Operation.ShiftRightLogical) ?? Inner(a, Operation.ShiftRightArithmetic)) == count:
                return Become(value, Operation.And, a.Operands[0], Constant(value, -1 << count));
            case Operation.ShiftRightLogical when Inner(a, Operation.ShiftLeft) == count:
                return Become(value, Operation.And, a.Operands[0], Constant(value, (int)(uint.MaxValue >> count)));
            default:
                return null;
        }
    }

    private static Value? SignExtension(Value value, int bits)
    {
        var a = value.Operands[0];
        if (a.Operation == Operation.Constant)
        {
            return ToConstant(value, bits == 8 ? (sbyte)a.Immediate : (short)a.Immediate);
        }

        if (KnownBits.FitsSigned(a, bits))
        {
            return a;
        }

        var mask = bits == 8 ? 0xff : 0xffff;
        if (Inner(a, Operation.And) is { } kept && (kept & mask) == mask
            || a.Operation == Operation.SignExtendHalfword || (a.Operation == Operation.SignExtendByte && bits == 8))
        {
            return Become(value, value.Operation, a.Operands[0]);
        }

        return null;
    }
}
