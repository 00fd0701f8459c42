using System.Globalization;
using PpuSim.Isa.Operands;

namespace PpuSim.Isa.Assembly;

/// <summary>Names that stand for numbers in operands of a certain kind: registers, condition bits, vector conditions.</summary>
internal static class PredefinedNames
{
    /// <summary>Number of <paramref name="name"/> in an operand of that kind, or null; case does not matter.</summary>
    public static int? Find(OperandKind kind, string name)
    {
        var lower = name.ToLowerInvariant();
        return kind switch
        {
            OperandKind.Register or OperandKind.RegisterOrZero => lower == "sp" ? 1 : Numbered(lower, "r", 32),
            OperandKind.VectorRegister => Numbered(lower, "v", 32),
            OperandKind.ConditionField => Numbered(lower, "cr", 8),
            OperandKind.ConditionBit => Bit(lower) ?? Numbered(lower, "cr", 8),
            OperandKind.VectorCondition => Condition(lower),
            OperandKind.SpecialRegister => SpecialRegisterNames.Find(lower),
            _ => null,
        };
    }

    /// <summary>What kind of register a name means, or null.</summary>
    public static string? RegisterKind(string name)
    {
        if (Find(OperandKind.Register, name) is not null)
        {
            return "general purpose register";
        }

        return Find(OperandKind.VectorRegister, name) is not null ? "vector register" : null;
    }

    private static int? Bit(string name) => name switch
    {
        "lt" => 0,
        "gt" => 1,
        "eq" => 2,
        "so" or "un" => 3,
        _ => null,
    };

    private static int? Condition(string name) => name switch
    {
        "gt" => 1,
        "lt" => 2,
        "eq" => 3,
        _ => null,
    };

    private static int? Numbered(string name, string prefix, int count) =>
        name.StartsWith(prefix, StringComparison.Ordinal)
        && int.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < count
            ? number
            : null;
}
