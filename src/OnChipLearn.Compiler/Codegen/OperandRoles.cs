using PpuSim.Isa;

namespace OnChipLearn.Compiler.Codegen;

/// <summary>Which fields of an instruction name registers that it reads or writes, of which class; derived from the instruction table.</summary>
internal readonly record struct OperandRoles(RegisterClass FirstClass, bool ReadsFirst, bool WritesFirst, RegisterClass SecondClass, bool ReadsSecond, bool WritesSecond, bool ReadsThird, RegisterClass ThirdClass)
{
    private static readonly OperandRoles[] ByOp = Build();

    public static OperandRoles Of(Op op) => ByOp[(int)op];

    private static OperandRoles[] Build()
    {
        var table = new OperandRoles[256];
        foreach (var row in InstructionTable.Rows)
        {
            table[(int)row.Op] = row.IsVector ? Vector(row) : Scalar(row);
        }

        return table;
    }

    private static OperandRoles Scalar(InstructionRow row)
    {
        var use = row.Registers;
        var roles = new OperandRoles(
            RegisterClass.General, use.HasFlag(RegisterUse.ReadsFirst), use.HasFlag(RegisterUse.WritesFirst),
            RegisterClass.General, (use & (RegisterUse.ReadsSecond | RegisterUse.ReadsSecondUnlessZero)) != 0, use.HasFlag(RegisterUse.WritesSecond),
            use.HasFlag(RegisterUse.ReadsThird), RegisterClass.General);
        return row.Op switch
        {
            Op.Cmp or Op.Cmpl or Op.Cmpi or Op.Cmpli => roles with { FirstClass = RegisterClass.Condition, WritesFirst = true },

            // The field of the condition register that decides.
            Op.Bc or Op.Bclr or Op.Bcctr => roles with { SecondClass = RegisterClass.Condition, ReadsSecond = true },

            // The scoreboard waits for RT, which the result does not depend on.
            Op.Mfcr => roles with { ReadsFirst = false },

            // RB is not an operand, but the scoreboard looks at the field.
            Op.Addze or Op.Addme or Op.Subfze or Op.Subfme => roles with { ReadsThird = false },
            _ => roles,
        };
    }

    private static OperandRoles Vector(InstructionRow row)
    {
        var stores = row.Op is Op.Fxvstax or Op.Fxvoutx;
        var splat = row.Op is Op.Fxvsplath or Op.Fxvsplatb;
        var memory = row.Unit is Unit.VectorSerial or Unit.VectorParallel;
        var first = row.Operands.StartsWith("VRT", StringComparison.Ordinal);
        return new OperandRoles(
            RegisterClass.Vector, first && stores, first && !stores,
            memory || splat ? RegisterClass.General : RegisterClass.Vector, memory || splat || row.Operands.Contains("VRA", StringComparison.Ordinal), false,
            memory || row.Operands.Contains("VRB", StringComparison.Ordinal), memory ? RegisterClass.General : RegisterClass.Vector);
    }
}
