using System.Numerics;
using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Passes;

/// <summary>
/// Divisions by constants become shifts and multiplications by a reciprocal (Granlund, Montgomery: Division by Invariant Integers using
/// Multiplication; Warren: Hacker's Delight): the divider blocks the core for 32 cycles.
/// </summary>
internal static class DivisionByConstants
{
    public static void Run(Function function)
    {
        foreach (var block in function.Blocks)
        {
            foreach (var value in block.Values.ToArray())
            {
                if (value.Operation is Operation.DivideSigned or Operation.DivideUnsigned && value.Operands[1] is { Operation: Operation.Constant, Immediate: not 0 } divisor)
                {
                    var emit = new Emitter(value);
                    var result = value.Operation == Operation.DivideSigned ? Signed(emit, value.Operands[0], divisor.Immediate) : Unsigned(emit, value.Operands[0], (uint)divisor.Immediate);
                    function.Replace(new Dictionary<Value, Value> { [value] = result });
                }
            }
        }
    }

    private static Value Unsigned(Emitter emit, Value n, uint d)
    {
        if (BitOperations.IsPow2(d))
        {
            return emit.Shift(Operation.ShiftRightLogical, n, BitOperations.Log2(d));
        }

        var bits = 32 - BitOperations.LeadingZeroCount(d - 1);
        var wide = (((UInt128)1 << (32 + bits)) / d) + 1;
        if (wide <= uint.MaxValue)
        {
            return emit.Shift(Operation.ShiftRightLogical, emit.Binary(Operation.MultiplyHighUnsigned, n, emit.Constant((int)(uint)wide)), bits);
        }

        // The reciprocal of one bit less may do for all 32-bit numbers.
        for (var shift = 0; shift < bits; shift++)
        {
            var reciprocal = (((UInt128)1 << (32 + shift)) + d - 1) / d;
            var error = reciprocal * d - ((UInt128)1 << (32 + shift));
            if (reciprocal <= uint.MaxValue && error <= (UInt128)1 << shift)
            {
                return emit.Shift(Operation.ShiftRightLogical, emit.Binary(Operation.MultiplyHighUnsigned, n, emit.Constant((int)(uint)reciprocal)), shift);
            }
        }

        // 33 bits: t = high(n * m), q = (((n - t) >> 1) + t) >> (bits - 1).
        var high = emit.Binary(Operation.MultiplyHighUnsigned, n, emit.Constant(unchecked((int)(uint)(ulong)(wide & uint.MaxValue))));
        var half = emit.Shift(Operation.ShiftRightLogical, emit.Binary(Operation.Subtract, n, high), 1);
        return emit.Shift(Operation.ShiftRightLogical, emit.Binary(Operation.Add, half, high), bits - 1);
    }

    private static Value Signed(Emitter emit, Value n, int d)
    {
        if (d == int.MinValue)
        {
            // One exactly for n = int.MinValue.
            var compare = new Value(Operation.Compare, IrType.Word, n, emit.Constant(d)) { Predicate = Predicate.Equal };
            return emit.Add(compare);
        }

        var magnitude = Math.Abs(d);
        Value quotient;
        if (BitOperations.IsPow2(magnitude))
        {
            quotient = PowerOfTwo(emit, n, BitOperations.Log2((uint)magnitude));
        }
        else
        {
            var (multiplier, shift) = Magic(magnitude);
            quotient = emit.Binary(Operation.MultiplyHighSigned, n, emit.Constant(multiplier));
            if (multiplier < 0)
            {
                quotient = emit.Binary(Operation.Add, quotient, n);
            }

            if (shift > 0)
            {
                quotient = emit.Shift(Operation.ShiftRightArithmetic, quotient, shift);
            }

            quotient = emit.Binary(Operation.Add, quotient, emit.Shift(Operation.ShiftRightLogical, n, 31));
        }

        return d < 0 ? emit.Binary(Operation.Subtract, emit.Constant(0), quotient) : quotient;
    }

    // Rounds towards zero: negative numbers are moved up by 2^k - 1 first.
    private static Value PowerOfTwo(Emitter emit, Value n, int k)
    {
        if (k == 0)
        {
            return n;
        }

        var sign = k == 1 ? n : emit.Shift(Operation.ShiftRightArithmetic, n, 31);
        var bias = emit.Shift(Operation.ShiftRightLogical, sign, 32 - k);
        return emit.Shift(Operation.ShiftRightArithmetic, emit.Binary(Operation.Add, n, bias), k);
    }

    private static (int Multiplier, int Shift) Magic(int d)
    {
        for (var shift = 0; shift < 32; shift++)
        {
            var power = (UInt128)1 << (32 + shift);
            var multiplier = (power / (uint)d) + 1;
            var error = multiplier * (uint)d - power;
            if (error <= (UInt128)1 << (shift + 1) && multiplier < (UInt128)1 << 32)
            {
                return (unchecked((int)(uint)multiplier), shift);
            }
        }

        throw new InvalidOperationException($"no reciprocal of {d}");
    }

    /// <summary>Puts operations in front of the division.</summary>
    private sealed class Emitter(Value before)
    {
        public Value Add(Value value)
        {
            value.Position = before.Position;
            before.Block!.Insert(before.Block.Values.IndexOf(before), value);
            return value;
        }

        public Value Constant(int value) => Add(new Value(Operation.Constant, IrType.Word) { Immediate = value });

        public Value Binary(Operation operation, Value a, Value b) => Add(new Value(operation, IrType.Word, a, b));

        public Value Shift(Operation operation, Value a, int count) => count == 0 ? a : Binary(operation, a, Constant(count));
    }
}
