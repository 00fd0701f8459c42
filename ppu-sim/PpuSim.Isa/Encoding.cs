namespace PpuSim.Isa;

/// <summary>Field accessors of an instruction word.</summary>
public static class Encoding
{
    /// <summary>The word of <c>nop</c> (ori 0,0,0), which passes decode without issuing.</summary>
    public const uint Nop = 0x6000_0000;

    /// <summary>Bits 6..10: RT, RS, BO, TO, VRT.</summary>
    public static int First(uint word) => (int)(word >> 21 & 31);

    /// <summary>Bits 11..15: RA, BI, VRA.</summary>
    public static int Second(uint word) => (int)(word >> 16 & 31);

    /// <summary>Bits 16..20: RB, SH, VRB.</summary>
    public static int Third(uint word) => (int)(word >> 11 & 31);

    /// <summary>Bits 21..25: MB.</summary>
    public static int MaskBegin(uint word) => (int)(word >> 6 & 31);

    /// <summary>Bits 26..30: ME.</summary>
    public static int MaskEnd(uint word) => (int)(word >> 1 & 31);

    /// <summary>Bits 16..31, sign-extended.</summary>
    public static int Signed(uint word) => (short)word;

    /// <summary>Bits 16..31, zero-extended.</summary>
    public static uint Unsigned(uint word) => word & 0xffff;

    public static bool Rc(uint word) => (word & 1) != 0;

    public static bool Oe(uint word) => (word & 0x400) != 0;

    public static bool Link(uint word) => (word & 1) != 0;

    public static bool Absolute(uint word) => (word & 2) != 0;

    /// <summary>Number of the special purpose register: the two halves of the field are swapped.</summary>
    public static int Spr(uint word) => (int)(word >> 16 & 31 | word >> 6 & 0x3e0);

    /// <summary>Bits 12..19: one bit per condition register field, field 0 in the most significant.</summary>
    public static int FieldMask(uint word) => (int)(word >> 12 & 0xff);

    /// <summary>Displacement of an I-form branch in bytes.</summary>
    public static int BranchFar(uint word) => (int)(word << 6) >> 6 & ~3;

    /// <summary>Displacement of a B-form branch in bytes.</summary>
    public static int BranchNear(uint word) => (short)(word & 0xfffc);

    /// <summary>Bits 30..31 of a vector instruction: condition (0 always, 1 GT, 2 LT, 3 EQ) or pack size.</summary>
    public static int Condition(uint word) => (int)(word & 3);

    /// <summary>Shift amount of a vector shift: bits 16..20 as two's complement, -16..15.</summary>
    public static int VectorShift(uint word) => (int)(word << 16) >> 27;
}
