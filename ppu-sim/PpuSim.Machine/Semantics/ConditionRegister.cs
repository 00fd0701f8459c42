using PpuSim.Isa;

namespace PpuSim.Machine.Semantics;

/// <summary>Comparisons, condition register logic and moves.</summary>
internal static class ConditionRegister
{
    public static void Cmpi(ScalarState s, in ScalarOperands o) => Compare(s, o, ((int)s.Gpr[o.Second]).CompareTo(o.Immediate));

    public static void Cmpli(ScalarState s, in ScalarOperands o) => Compare(s, o, s.Gpr[o.Second].CompareTo(o.Unsigned));

    public static void Cmp(ScalarState s, in ScalarOperands o) => Compare(s, o, ((int)s.Gpr[o.Second]).CompareTo((int)s.Gpr[o.Third]));

    public static void Cmpl(ScalarState s, in ScalarOperands o) => Compare(s, o, s.Gpr[o.Second].CompareTo(s.Gpr[o.Third]));

    public static void Crand(ScalarState s, in ScalarOperands o) => SetBit(s, o, A(s, o) & B(s, o));

    public static void Crandc(ScalarState s, in ScalarOperands o) => SetBit(s, o, A(s, o) & ~B(s, o));

    public static void Cror(ScalarState s, in ScalarOperands o) => SetBit(s, o, A(s, o) | B(s, o));

    public static void Crorc(ScalarState s, in ScalarOperands o) => SetBit(s, o, A(s, o) | ~B(s, o));

    public static void Crxor(ScalarState s, in ScalarOperands o) => SetBit(s, o, A(s, o) ^ B(s, o));

    public static void Creqv(ScalarState s, in ScalarOperands o) => SetBit(s, o, ~(A(s, o) ^ B(s, o)));

    public static void Crnand(ScalarState s, in ScalarOperands o) => SetBit(s, o, ~(A(s, o) & B(s, o)));

    public static void Crnor(ScalarState s, in ScalarOperands o) => SetBit(s, o, ~(A(s, o) | B(s, o)));

    public static void Mcrf(ScalarState s, in ScalarOperands o) => s.SetCrField(o.First >> 2, s.Cr >> (28 - 4 * (o.Second >> 2)) & 15);

    public static void Mfcr(ScalarState s, in ScalarOperands o) => s.Gpr[o.First] = s.Cr;

    public static void Mfocrf(ScalarState s, in ScalarOperands o)
    {
        var mask = FieldMask(Encoding.FieldMask(o.Word));
        s.Gpr[o.First] = s.Has(Quirks.MfocrfKeepsOtherFields) ? s.Gpr[o.First] & ~mask | s.Cr & mask : s.Cr & mask;
    }

    public static void Mtcrf(ScalarState s, in ScalarOperands o)
    {
        var mask = FieldMask(Encoding.FieldMask(o.Word));
        s.Cr = s.Cr & ~mask | s.Gpr[o.First] & mask;
    }

    private static uint A(ScalarState s, in ScalarOperands o) => s.CrBit(o.Second);

    private static uint B(ScalarState s, in ScalarOperands o) => s.CrBit(o.Third);

    private static void SetBit(ScalarState s, in ScalarOperands o, uint value)
    {
        var shift = 31 - o.First;
        s.Cr = s.Cr & ~(1u << shift) | (value & 1) << shift;
    }

    private static void Compare(ScalarState s, in ScalarOperands o, int order)
    {
        var field = order < 0 ? CrBits.Lt : order > 0 ? CrBits.Gt : CrBits.Eq;
        s.SetCrField(o.First >> 2, field | s.Xer >> 31);
    }

    // One bit per field, field 0 first, spread to nibbles.
    private static uint FieldMask(int fields)
    {
        uint mask = 0;
        for (var k = 0; k < 8; k++)
        {
            if ((fields >> (7 - k) & 1) != 0)
            {
                mask |= 15u << (28 - 4 * k);
            }
        }

        return mask;
    }
}
