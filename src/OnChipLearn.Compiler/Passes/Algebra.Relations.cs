using System.Buffers.Binary;
using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Passes;

/// <content>Comparisons, memory accesses, immediates of vector instructions.</content>
internal static partial class Algebra
{
    private static Value? Relation(Value value)
    {
        var (a, b) = (value.Operands[0], value.Operands[1]);
        if (a.Operation == Operation.Constant && b.Operation == Operation.Constant)
        {
            return value.Operation == Operation.Compare ? ToConstant(value, value.Predicate.Holds(a.Immediate, b.Immediate) ? 1 : 0) : null;
        }

        if (a.Operation == Operation.Constant)
        {
            value.Predicate = value.Predicate.Swapped();
            return Become(value, value.Operation, b, a);
        }

        if (b.Operation != Operation.Constant)
        {
            return null;
        }

        // x > 0 unsigned is x != 0, x < 1 unsigned is x == 0.
        if (value.Predicate is Predicate.GreaterUnsigned && b.Immediate == 0)
        {
            value.Predicate = Predicate.NotEqual;
            return value;
        }

        if (value.Predicate is Predicate.LessOrEqualUnsigned && b.Immediate == 0)
        {
            value.Predicate = Predicate.Equal;
            return value;
        }

        if (value.Predicate is Predicate.LessUnsigned or Predicate.GreaterOrEqualUnsigned && b.Immediate == 1)
        {
            value.Predicate = value.Predicate == Predicate.LessUnsigned ? Predicate.Equal : Predicate.NotEqual;
            return Become(value, value.Operation, a, Constant(value, 0));
        }

        // A comparison of the result of a comparison.
        if (a.Operation == Operation.Compare && value.Predicate is Predicate.Equal or Predicate.NotEqual && a.Operation == Operation.Compare && b.Immediate is 0 or 1)
        {
            value.Predicate = (value.Predicate == Predicate.NotEqual) == (b.Immediate == 0) ? a.Predicate : a.Predicate.Negated();
            return Become(value, value.Operation, a.Operands[0], a.Operands[1]);
        }

        // x + c == d is x == d - c; x ^ c == d is x == c ^ d.
        if (value.Predicate is Predicate.Equal or Predicate.NotEqual)
        {
            if (Inner(a, Operation.Add) is { } addend)
            {
                return Become(value, value.Operation, a.Operands[0], Constant(value, unchecked(b.Immediate - addend)));
            }

            if (Inner(a, Operation.Xor) is { } flipped)
            {
                return Become(value, value.Operation, a.Operands[0], Constant(value, b.Immediate ^ flipped));
            }

            if (b.Immediate == 0 && a.Operation is Operation.Xor or Operation.Subtract && b.Immediate == 0)
            {
                return Become(value, value.Operation, a.Operands[0], a.Operands[1]);
            }
        }

        return null;
    }

    // A constant part of the address belongs into the displacement.
    private static Value? Memory(Value value)
    {
        var address = value.Operands[0];
        if (Inner(address, Operation.Add) is { } offset)
        {
            value.Operands[0] = address.Operands[0];
            value.Immediate = unchecked(value.Immediate + offset);
            return value;
        }

        return null;
    }

    private static Value? ReadOnlyLoad(Value value)
    {
        var address = value.Operands[0];
        if (address is not { Operation: Operation.Address, Symbol: { Section: Section.ReadOnly } symbol } || value.Type != IrType.Word)
        {
            return null;
        }

        var offset = address.Immediate + value.Immediate;
        if (offset < 0 || offset + value.Width.Bytes() > symbol.Size)
        {
            return null; // out of bounds; a trap stands before it
        }

        if (symbol.Relocations.TryGetValue(offset, out var target))
        {
            value.Symbol = target;
            value.Immediate = 0;
            return Become(value, Operation.Address);
        }

        var bytes = (symbol.Content ?? new byte[symbol.Size]).AsSpan(offset);
        return ToConstant(value, value.Width switch
        {
            Width.SignedByte => (sbyte)bytes[0],
            Width.Byte => bytes[0],
            Width.SignedHalfword => BinaryPrimitives.ReadInt16BigEndian(bytes),
            Width.Halfword => BinaryPrimitives.ReadUInt16BigEndian(bytes),
            _ => BinaryPrimitives.ReadInt32BigEndian(bytes),
        });
    }

    // A narrow store drops the bits that an extension or mask cared for.
    private static Value? NarrowStore(Value value)
    {
        var stored = value.Operands[1];
        var mask = value.Width.Bytes() switch { 1 => 0xff, 2 => 0xffff, _ => -1 };
        if (mask == -1)
        {
            return null;
        }

        if (Inner(stored, Operation.And) is { } kept && (kept & mask) == mask
            || stored.Operation == Operation.SignExtendHalfword
            || (stored.Operation == Operation.SignExtendByte && mask == 0xff))
        {
            value.Operands[1] = stored.Operands[0];
            return value;
        }

        return null;
    }

    private static Value? VectorImmediate(Value value)
    {
        if (!value.ImmediateIsOperand || value.Operands[^1].Operation != Operation.Constant)
        {
            return null;
        }

        value.Immediate = value.Operands[^1].Immediate;
        value.ImmediateIsOperand = false;
        value.Operands.RemoveAt(value.Operands.Count - 1);
        if (!VectorOperands.KeepsElements(value.Row!, value.Immediate) && value.Operands.Count > VectorOperands.Sources(value.Row!).Count)
        {
            value.Operands.RemoveAt(0); // condition "always": nothing is kept
        }

        return value;
    }
}
