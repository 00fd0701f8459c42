using PpuSim.Isa.Operands;

namespace PpuSim.Isa.Disassembly;

/// <summary>Writes operand values as GNU objdump does (branch targets with 0x, vector registers with v).</summary>
internal static class OperandText
{
    private static readonly string[] Bits = ["lt", "gt", "eq", "so"];
    private static readonly string[] Conditions = ["0", "gt", "lt", "eq"];

    public static string Of(Operand operand, int value) => operand.Kind switch
    {
        OperandKind.Register => $"r{value}",
        OperandKind.RegisterOrZero => value == 0 ? "0" : $"r{value}",
        OperandKind.VectorRegister => $"v{value}",
        OperandKind.ConditionField => $"cr{value}",
        OperandKind.ConditionBit => value < 4 ? Bits[value] : $"4*cr{value >> 2}+{Bits[value & 3]}",
        OperandKind.VectorCondition => Conditions[value],
        OperandKind.Target => $"0x{(uint)value:x}",
        _ => $"{value}",
    };
}
