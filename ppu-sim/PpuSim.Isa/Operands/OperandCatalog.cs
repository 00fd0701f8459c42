using System.Numerics;

namespace PpuSim.Isa.Operands;

/// <summary>The operands of the instruction set by field name, and those of the simplified mnemonics, which fill several fields at once.</summary>
internal static class OperandCatalog
{
    private const int First = 21;
    private const int Second = 16;
    private const int Third = 11;
    private const uint Wide = 0xffff;
    private const uint OneField = 0x100000;

    private static readonly Dictionary<string, Operand> ByName = new(StringComparer.Ordinal);

    static OperandCatalog()
    {
        AddRegisters();
        AddConditions();
        AddNumbers();
        AddTargets();
        AddDerived();
    }

    /// <summary>The operand of that name; the form tells apart the two kinds of shift amount and of branch target.</summary>
    public static Operand Find(string name, Form form) => name switch
    {
        "SH" when form == Form.Vector => ByName["VSH"],
        "target" when form == Form.B => ByName["near"],
        _ => ByName[name],
    };

    private static void AddRegisters()
    {
        foreach (var (name, shift) in new[] { ("RT", First), ("RS", First), ("RA", Second), ("RB", Third) })
        {
            Add(Field(name, OperandKind.Register, shift, 5));
        }

        foreach (var (name, shift) in new[] { ("VRT", First), ("VRA", Second), ("VRB", Third) })
        {
            Add(Field(name, OperandKind.VectorRegister, shift, 5));
        }

        ByName["RA|0"] = Field("RA", OperandKind.RegisterOrZero, Second, 5);
        Add(new Operand("SPR", OperandKind.SpecialRegister, 0x1ff800, 0, 1023, value => (uint)((value & 31) << 16 | value >> 5 << 11), Encoding.Spr));
    }

    private static void AddConditions()
    {
        foreach (var (name, shift) in new[] { ("BI", Second), ("BT", First), ("BA", Second), ("BB", Third) })
        {
            Add(Field(name, OperandKind.ConditionBit, shift, 5));
        }

        Add(Field("BF", OperandKind.ConditionField, 23, 3));
        Add(Field("BFA", OperandKind.ConditionField, 18, 3));
        Add(Field("COND", OperandKind.VectorCondition, 0, 2));
    }

    private static void AddNumbers()
    {
        Add(Field("BO", OperandKind.Number, First, 5));
        Add(Field("TO", OperandKind.Number, First, 5));
        Add(Field("WC", OperandKind.Number, First, 2));
        Add(Field("L", OperandKind.Number, First, 1));
        Add(Field("SH", OperandKind.Number, Third, 5));
        Add(Field("MB", OperandKind.Number, 6, 5));
        Add(Field("ME", OperandKind.Number, 1, 5));
        Add(Field("FXM", OperandKind.Number, 12, 8));
        Add(Field("SIZE", OperandKind.Number, 0, 2));
        Add(Field("UI", OperandKind.Number, 0, 16));
        Add(Signed("SI", short.MinValue, short.MaxValue, value => (uint)value));
        Add(Signed("D", short.MinValue, short.MaxValue, value => (uint)value));
        Add(new Operand("VSH", OperandKind.Number, 0xf800, -16, 15, value => (uint)value << Third, Encoding.VectorShift));
    }

    private static void AddTargets()
    {
        Add(new Operand("target", OperandKind.Target, 0x3fffffc, -(1 << 25), (1 << 25) - 4, value => (uint)value, Encoding.BranchFar) { Step = 4 });
        Add(new Operand("near", OperandKind.Target, 0xfffc, short.MinValue, short.MaxValue - 3, value => (uint)value, Encoding.BranchNear) { Step = 4 });
    }

    private static void AddDerived()
    {
        // Immediate of lis: the upper half of a word, whose sign does not matter.
        Add(new Operand("HI", OperandKind.Number, Wide, short.MinValue, ushort.MaxValue, value => (uint)value, Encoding.Signed));

        // Immediate of subi: subtracting n adds -n.
        Add(new Operand("NSI", OperandKind.Number, Wide, -short.MaxValue, -short.MinValue, value => (uint)-value, word => -Encoding.Signed(word)));

        // Field mask of mtcrf, which becomes mtocrf (bit 11) for one field.
        Add(new Operand("FIELDS", OperandKind.Number, 0x1ff000, 0, 255, value => (uint)value << 12 | (BitOperations.IsPow2(value) ? OneField : 0), Encoding.FieldMask));

        // One operand in several fields.
        Add(Copied("RS=RB", OperandKind.Register, First, Third));
        Add(Copied("BA=BB", OperandKind.ConditionBit, Second, Third));
        Add(Copied("BT=BA=BB", OperandKind.ConditionBit, First, Second, Third));

        // Condition register field of a simplified branch: the upper three bits of BI.
        Add(Field("CRF", OperandKind.ConditionField, 18, 3));

        // Shift amounts of the rotate instructions, which fix the mask with the amount.
        Add(Rotate("SLWI", n => (n, 0, 31 - n), Encoding.Third));
        Add(Rotate("SRWI", n => (32 - n & 31, n, 31), Encoding.MaskBegin));
        Add(Rotate("CLRLWI", n => (0, n, 31), Encoding.MaskBegin));
        Add(Rotate("CLRRWI", n => (0, 0, 31 - n), word => 31 - Encoding.MaskEnd(word)));
        Add(Rotate("ROTLWI", n => (n, 0, 31), Encoding.Third));
        Add(Rotate("ROTRWI", n => (32 - n & 31, 0, 31), word => 32 - Encoding.Third(word) & 31));
    }

    private static void Add(Operand operand) => ByName.Add(operand.Name, operand);

    private static Operand Field(string name, OperandKind kind, int shift, int width)
    {
        var maximum = (1 << width) - 1;
        return new Operand(name, kind, (uint)maximum << shift, 0, maximum, value => (uint)value << shift, word => (int)(word >> shift) & maximum);
    }

    private static Operand Signed(string name, int minimum, int maximum, Func<int, uint> insert) =>
        new(name, OperandKind.Number, Wide, minimum, maximum, insert, Encoding.Signed);

    private static Operand Copied(string name, OperandKind kind, params int[] shifts) => new(
        name, kind, shifts.Aggregate(0u, (mask, shift) => mask | 31u << shift), 0, 31,
        value => shifts.Aggregate(0u, (word, shift) => word | (uint)value << shift), word => (int)(word >> shifts[0]) & 31);

    private static Operand Rotate(string name, Func<int, (int Shift, int Begin, int End)> fields, Func<uint, int> extract) => new(
        name, OperandKind.Number, 0xfffe, 0, 31,
        value =>
        {
            var (shift, begin, end) = fields(value);
            return (uint)(shift << Third | begin << 6 | end << 1);
        },
        extract);
}
