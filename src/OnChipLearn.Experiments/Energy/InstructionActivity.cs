using OnChipLearn.Board.Energy;
using PpuSim.Isa;

namespace OnChipLearn.Experiments.Energy;

/// <summary>
/// What one instruction counts as in the energy model: its class, and the vector registers that it reads and writes. Derived from the
/// instruction table: unit, operands, and the lane width in the mnemonic. The accumulator is part of its unit and not counted.
/// </summary>
/// <param name="Class">The instruction's counter.</param>
/// <param name="VectorReads">Vector registers read.</param>
/// <param name="VectorWrites">Vector registers written.</param>
public readonly record struct InstructionActivity(Activity Class, int VectorReads, int VectorWrites)
{
    private static readonly InstructionActivity[] Table = BuildTable();

    /// <summary>The entry of an instruction; an undefined encoding executes as a nop.</summary>
    public static InstructionActivity Of(Op op) => Table[(int)op];

    private static InstructionActivity[] BuildTable()
    {
        var table = new InstructionActivity[byte.MaxValue + 1];
        Array.Fill(table, new InstructionActivity(Activity.ScalarSystem, 0, 0));
        foreach (var row in InstructionTable.Rows)
        {
            table[(int)row.Op] = row.IsVector ? OfVector(row) : new InstructionActivity(OfScalar(row), 0, 0);
        }

        return table;
    }

    private static Activity OfScalar(InstructionRow row) => row.Unit switch
    {
        Unit.LoadStore => Activity.ScalarMemory,
        Unit.Multiplier => Activity.ScalarMultiply,
        Unit.Divider => Activity.ScalarDivide,
        Unit.Branch => Activity.ScalarBranch,
        Unit.FixedPoint when row.Op is not (Op.Mfspr or Op.Mtspr or Op.Mfmsr or Op.Mtmsr or Op.Tw or Op.Twi) => Activity.ScalarArithmetic,
        _ => Activity.ScalarSystem,
    };

    private static InstructionActivity OfVector(InstructionRow row)
    {
        var stores = row.Op is Op.Fxvstax or Op.Fxvoutx;
        var sources = Occurrences(row, "VRA") + Occurrences(row, "VRB");
        var target = Occurrences(row, "VRT");
        return new InstructionActivity(VectorClass(row), stores ? sources + target : sources, stores ? 0 : target);
    }

    private static Activity VectorClass(InstructionRow row)
    {
        switch (row.Unit)
        {
            case Unit.VectorSerial:
                return Activity.VectorMemory;
            case Unit.VectorParallel:
                return Activity.VectorInputOutput;
            case Unit.VectorPermute when row.Op is not (Op.Fxvshh or Op.Fxvshb):
                return Activity.VectorPermute;
        }

        if (row.Mnemonic.StartsWith("fxvmtac", StringComparison.Ordinal))
        {
            return Activity.VectorPermute;
        }

        var multiplies = row.Mnemonic.StartsWith("fxvma", StringComparison.Ordinal) || row.Mnemonic.StartsWith("fxvmul", StringComparison.Ordinal);
        return (multiplies, BytesWide(row.Mnemonic)) switch
        {
            (false, false) => Activity.VectorAddHalfwords,
            (false, true) => Activity.VectorAddBytes,
            (true, false) => Activity.VectorMultiplyHalfwords,
            (true, true) => Activity.VectorMultiplyBytes,
        };
    }

    /// <summary>The letter before the arithmetic's suffix (m, f, fs, none) is the lane width: b or h.</summary>
    private static bool BytesWide(string mnemonic) => mnemonic.TrimEnd('m', 'f', 's')[^1] switch
    {
        'b' => true,
        'h' => false,
        _ => throw new InvalidOperationException("no lane width in " + mnemonic),
    };

    private static int Occurrences(InstructionRow row, string operand) => row.Operands.Contains(operand, StringComparison.Ordinal) ? 1 : 0;
}
