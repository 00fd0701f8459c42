using PpuSim.Isa;

namespace OnChipLearn.Compiler.Codegen;

/// <summary>
/// The core's timing as the scheduler sees it: cycles from the issue of an instruction until its result can be used, until anything may issue
/// behind it, and until its vector unit takes the next one. Source: nux-timing sections 4, 7, 8 and 13.
/// </summary>
internal static class IssueModel
{
    private const int FixedPoint = 1;
    private const int Load = 5;
    private const int Multiply = 4;
    private const int Divide = 32;
    private const int ToBranch = 2;
    private const int CarryWriter = 3;
    private const int VectorMemory = 38;

    /// <summary>Cycles until the result can be read; <paramref name="byBranch"/>: by a branch or move through CR, CTR or LR.</summary>
    public static int Latency(MachineInstruction producer, bool byBranch) => producer.Row.Unit switch
    {
        Unit.LoadStore => producer.Row.Is(Traits.Load) ? Load : FixedPoint,
        Unit.Multiplier => Multiply,
        Unit.Divider => Divide,
        Unit.VectorMultiplyAdd => 12,
        Unit.VectorPermute => producer.Op is Op.Fxvsplath or Op.Fxvsplatb ? 6 : producer.Op is Op.Fxvshh or Op.Fxvshb ? 8 : 9,
        Unit.VectorCompare => 8,
        Unit.VectorSerial => VectorMemory + 4,
        Unit.VectorParallel => 20,
        _ => byBranch ? ToBranch : FixedPoint,
    };

    /// <summary>Cycles in which nothing else issues, the one of the instruction included.</summary>
    public static int IssueCycles(MachineInstruction instruction) => instruction.Op switch
    {
        Op.Srawi or Op.Sraw => CarryWriter,
        Op.Divw or Op.Divwu => Divide,
        _ => 1,
    };

    /// <summary>Cycles for which a vector unit is busy with one instruction in an independent stream; 0 for scalar units.</summary>
    public static int UnitCycles(MachineInstruction instruction) => instruction.Row.Unit switch
    {
        Unit.VectorMultiplyAdd => instruction.Third >= 0 ? 5 : 4,
        Unit.VectorPermute => instruction.Op is Op.Fxvsplath or Op.Fxvsplatb ? 3 : instruction.Third >= 0 ? 5 : 4,
        Unit.VectorCompare => 8,
        Unit.VectorSerial => VectorMemory,
        Unit.VectorParallel => 3,
        _ => 0,
    };
}
