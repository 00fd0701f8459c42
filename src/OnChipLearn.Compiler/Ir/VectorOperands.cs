using PpuSim.Isa;

namespace OnChipLearn.Compiler.Ir;

/// <summary>Operands and implicit state of vector instructions, read from the instruction table.</summary>
internal static class VectorOperands
{
    private static readonly Dictionary<Op, IrType[]> SourcesByOp = InstructionTable.Rows.Where(row => row.IsVector).ToDictionary(row => row.Op, Parse);

    /// <summary>Types of the source operands in the order of the encoding; the two addresses of memory instructions count as one.</summary>
    public static IReadOnlyList<IrType> Sources(InstructionRow row) => SourcesByOp[row.Op];

    /// <summary>True when the instruction writes a vector register.</summary>
    public static bool WritesRegister(InstructionRow row) => row.Operands.StartsWith("VRT", StringComparison.Ordinal) && row.Op is not (Op.Fxvstax or Op.Fxvoutx);

    /// <summary>True for a condition, a pack size or a shift amount.</summary>
    public static bool HasImmediate(InstructionRow row) => row.Is(Traits.Conditional) || row.Operands.Contains("SIZE", StringComparison.Ordinal) || row.Operands.Contains(",SH", StringComparison.Ordinal);

    /// <summary>Smallest and largest immediate.</summary>
    public static (int Low, int High) ImmediateRange(InstructionRow row) => row.Operands.Contains(",SH", StringComparison.Ordinal) ? (-16, 15) : (0, 3);

    /// <summary>The condition decides which elements are written, so that the old content of the register is an operand.</summary>
    public static bool KeepsElements(InstructionRow row, int immediate) =>
        immediate != 0 && row.Unit == Unit.VectorMultiplyAdd && WritesRegister(row);

    public static bool ReadsCondition(InstructionRow row, int immediate) => row.Is(Traits.Conditional) && immediate != 0;

    public static bool WritesCondition(InstructionRow row) => row.Unit == Unit.VectorCompare;

    public static bool ReadsAccumulator(InstructionRow row) => row.Op is Op.Fxvmahm or Op.Fxvmabm or Op.Fxvmahfs or Op.Fxvmabfs
        or Op.Fxvaddachm or Op.Fxvaddacbm or Op.Fxvaddachfs or Op.Fxvaddacbfs
        or Op.Fxvaddactachm or Op.Fxvaddactacb or Op.Fxvaddactachf or Op.Fxvaddactacbf
        or Op.Fxvmatachm or Op.Fxvmatacbm or Op.Fxvmatachfs or Op.Fxvmatacbfs;

    public static bool WritesAccumulator(InstructionRow row) => row.Unit == Unit.VectorMultiplyAdd && !WritesRegister(row);

    public static bool IsPort(InstructionRow row) => row.Unit == Unit.VectorParallel;

    /// <summary>No implicit state is read or written: equal operands give equal results anywhere.</summary>
    public static bool IsPure(Value value) =>
        !value.ImmediateIsOperand && !ReadsCondition(value.Row!, value.Immediate) && !WritesCondition(value.Row!)
        && !ReadsAccumulator(value.Row!) && !WritesAccumulator(value.Row!) && !IsPort(value.Row!);

    private static IrType[] Parse(InstructionRow row)
    {
        var list = new List<IrType>();
        foreach (var operand in row.Operands.Split('[')[0].Split(','))
        {
            switch (operand)
            {
                case "VRT" when row.Op is Op.Fxvstax or Op.Fxvoutx:
                case "VRA" or "VRB":
                    list.Add(IrType.Vector);
                    break;
                case "RA" or "RB":
                    list.Add(IrType.Word);
                    break;
            }
        }

        return [.. list];
    }
}
