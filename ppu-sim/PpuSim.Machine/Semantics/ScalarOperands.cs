using PpuSim.Isa;

namespace PpuSim.Machine.Semantics;

/// <summary>Pre-decoded operands of a scalar instruction.</summary>
public readonly struct ScalarOperands
{
    public ScalarOperands(uint word, InstructionRow? row)
    {
        Word = word;
        First = (byte)Encoding.First(word);
        Second = (byte)Encoding.Second(word);
        Third = (byte)Encoding.Third(word);
        Base = row is not null && (row.Registers & RegisterUse.ReadsSecondUnlessZero) != 0 && Second == 0 ? (byte)ScalarState.ZeroRegister : Second;
        Immediate = Encoding.Signed(word);
        Rc = row is not null && row.Is(Traits.HasRc) && Encoding.Rc(word);
        Oe = row is not null && row.Is(Traits.HasOe) && Encoding.Oe(word);
        RotateMask = Mask(Encoding.MaskBegin(word), Encoding.MaskEnd(word));
    }

    /// <summary>The instruction word.</summary>
    public readonly uint Word;

    /// <summary>Field of bits 6..10 (RT, RS, BO, TO).</summary>
    public readonly byte First;

    /// <summary>Field of bits 11..15 (RA, BI).</summary>
    public readonly byte Second;

    /// <summary>Field of bits 16..20 (RB, SH).</summary>
    public readonly byte Third;

    /// <summary>RA, or <see cref="ScalarState.ZeroRegister"/> where RA = 0 stands for the constant 0.</summary>
    public readonly byte Base;

    /// <summary>Bits 16..31, sign-extended.</summary>
    public readonly int Immediate;

    public readonly bool Rc;
    public readonly bool Oe;

    /// <summary>MASK(MB, ME) of the rotate instructions.</summary>
    public readonly uint RotateMask;

    public uint Unsigned => (ushort)Immediate;

    private static uint Mask(int begin, int end)
    {
        var mask = uint.MaxValue >> begin ^ (end == 31 ? 0 : uint.MaxValue >> (end + 1));
        return begin <= end ? mask : ~mask;
    }
}
