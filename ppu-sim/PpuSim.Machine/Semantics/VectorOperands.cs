using PpuSim.Isa;

namespace PpuSim.Machine.Semantics;

/// <summary>Pre-decoded operands of a vector instruction.</summary>
public readonly struct VectorOperands
{
    public VectorOperands(uint word, InstructionRow row)
    {
        Rt = (byte)Encoding.First(word);
        Ra = (byte)Encoding.Second(word);
        Rb = (byte)Encoding.Third(word);
        var packs = row.Op is Op.Fxvpckbu or Op.Fxvpckbl or Op.Fxvupckbl or Op.Fxvupckbr;
        Condition = row.Is(Traits.Conditional) ? (byte)Encoding.Condition(word) : (byte)0;
        Immediate = (sbyte)(packs ? Encoding.Condition(word) : Encoding.VectorShift(word));
    }

    /// <summary>Operands that name registers directly, scratch registers included.</summary>
    public VectorOperands(byte rt, byte ra, byte rb, byte condition, sbyte immediate, uint scalar)
    {
        Rt = rt;
        Ra = ra;
        Rb = rb;
        Condition = condition;
        Immediate = immediate;
        Scalar = scalar;
    }

    private VectorOperands(in VectorOperands other, uint scalar)
    {
        this = other;
        Scalar = scalar;
    }

    /// <summary>Vector register of the result, 0..31 (source of a store).</summary>
    public readonly byte Rt;

    /// <summary>First vector register; the general purpose register of splats, loads and stores.</summary>
    public readonly byte Ra;

    /// <summary>Second vector register; the general purpose register of loads and stores.</summary>
    public readonly byte Rb;

    /// <summary>0 always, 1 GT, 2 LT, 3 EQ; 0 for instructions that ignore the field.</summary>
    public readonly byte Condition;

    /// <summary>Pack size 0..3 of packs and unpacks, else the shift amount -16..15.</summary>
    public readonly sbyte Immediate;

    /// <summary>Value of the general purpose register that a splat spreads.</summary>
    public readonly uint Scalar;

    /// <summary>The same operands with the register value for a splat.</summary>
    public VectorOperands WithScalar(uint value) => new(this, value);
}
