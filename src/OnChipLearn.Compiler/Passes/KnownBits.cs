using System.Numerics;
using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Passes;

/// <summary>Bits of a word that may be set, from how it was computed.</summary>
internal static class KnownBits
{
    private const int Depth = 6;

    /// <summary>Every bit that is not in the result is known to be zero.</summary>
    public static uint Possible(Value value, int depth = Depth)
    {
        if (depth == 0)
        {
            return uint.MaxValue;
        }

        uint Operand(int index) => Possible(value.Operands[index], depth - 1);
        int? Count() => value.Operands[1].Operation == Operation.Constant ? value.Operands[1].Immediate & 31 : null;
        return value.Operation switch
        {
            Operation.Constant => (uint)value.Immediate,
            Operation.Compare => 1,
            Operation.CountLeadingZeros => 63,
            Operation.Load when value.Width == Width.Byte => 0xff,
            Operation.Load when value.Width == Width.Halfword => 0xffff,
            Operation.And => Operand(0) & Operand(1),
            Operation.Or or Operation.Xor => Operand(0) | Operand(1),
            Operation.ShiftLeft when Count() is { } count => Operand(0) << count,
            Operation.ShiftRightLogical when Count() is { } count => Operand(0) >> count,
            Operation.ShiftRightArithmetic when Count() is { } count && Operand(0) <= int.MaxValue => Operand(0) >> count,
            Operation.SignExtendByte when Operand(0) < 0x80 => Operand(0),
            Operation.SignExtendHalfword when Operand(0) < 0x8000 => Operand(0),
            Operation.Add => Sum(Operand(0), Operand(1)),
            Operation.Phi when depth > 1 => value.Operands.Aggregate(0u, (bits, operand) => bits | (operand == value ? 0 : Possible(operand, Math.Min(depth - 1, 2)))),
            _ => uint.MaxValue,
        };
    }

    /// <summary>Signed values for which sign extension from this many bits changes nothing.</summary>
    public static bool FitsSigned(Value value, int bits) => value.Operation switch
    {
        Operation.Constant => value.Immediate >= -(1 << (bits - 1)) && value.Immediate < 1 << (bits - 1),
        Operation.SignExtendByte => bits >= 8,
        Operation.SignExtendHalfword => bits >= 16,
        Operation.Load when value.Width == Width.SignedByte => bits >= 8,
        Operation.Load when value.Width == Width.SignedHalfword => bits >= 16,
        Operation.ShiftRightArithmetic when value.Operands[1].Operation == Operation.Constant => (value.Operands[1].Immediate & 31) >= 32 - bits,
        _ => Possible(value) < 1u << (bits - 1),
    };

    private static uint Sum(uint a, uint b)
    {
        var largest = (ulong)a + b;
        return largest > uint.MaxValue ? uint.MaxValue : (uint)((1ul << (64 - BitOperations.LeadingZeroCount(largest))) - 1);
    }
}
