using PpuSim.Isa;
using PpuSim.Machine;
using PpuSim.Machine.Semantics;

namespace PpuSim.Timing;

/// <summary>What the vector unit needs to know of an instruction (RTL vector_ctrl.sv).</summary>
internal sealed unsafe class VectorMicroOp
{
    public VectorMicroOp(uint word, InstructionRow row)
    {
        Op = row.Op;
        Execute = VectorSemantics.Execute(row.Op);
        Unit = row.Unit switch
        {
            Isa.Unit.VectorCompare => VectorUnitKind.Compare,
            Isa.Unit.VectorSerial => VectorUnitKind.Serial,
            Isa.Unit.VectorParallel => VectorUnitKind.Parallel,
            Isa.Unit.VectorPermute => VectorUnitKind.Permute,
            _ => VectorUnitKind.MultiplyAdd,
        };
        Target = (byte)Encoding.First(word);
        var operands = row.Operands;
        if (row.Op is Op.Fxvstax or Op.Fxvoutx)
        {
            SourceCount = 1;
            Source0 = Target;
        }
        else
        {
            Writes = operands.StartsWith("VRT", StringComparison.Ordinal);
            SourceCount = (operands.Contains("VRA", StringComparison.Ordinal) ? 1 : 0) + (operands.Contains("VRB", StringComparison.Ordinal) ? 1 : 0);
            Source0 = (byte)Encoding.Second(word);
            Source1 = (byte)Encoding.Third(word);
        }

        var condition = Encoding.Condition(word);
        var conditional = row.Is(Traits.Conditional) && row.Unit != Isa.Unit.VectorCompare;
        Condition = conditional ? condition : 0;
        ReadsVcr = Condition != 0;
        WritesVcr = row.Unit == Isa.Unit.VectorCompare;
        IsLoad = row.Op == Op.Fxvlax;
        IsStore = row.Op == Op.Fxvstax;
        IsParallelRead = row.Op == Op.Fxvinx;
        ReadsScalar = row.Op is Op.Fxvsplath or Op.Fxvsplatb;
        UsesAddress = row.Unit is Isa.Unit.VectorSerial or Isa.Unit.VectorParallel;
        Immediate = row.Op is Op.Fxvshh or Op.Fxvshb ? Encoding.VectorShift(word) : condition;
    }

    public readonly Op Op;

    /// <summary>The function of an arithmetic, compare or permute instruction; null for transfers.</summary>
    public readonly delegate*<VectorState, in VectorOperands, void> Execute;
    public readonly VectorUnitKind Unit;
    public readonly byte Target;
    public readonly byte Source0;
    public readonly byte Source1;
    public readonly int SourceCount;
    public readonly bool Writes;
    public readonly int Condition;
    public readonly bool ReadsVcr;
    public readonly bool WritesVcr;
    public readonly bool IsLoad;
    public readonly bool IsStore;
    public readonly bool IsParallelRead;
    public readonly bool ReadsScalar;
    public readonly bool UsesAddress;

    /// <summary>Shift amount, or pack size.</summary>
    public readonly int Immediate;
}
