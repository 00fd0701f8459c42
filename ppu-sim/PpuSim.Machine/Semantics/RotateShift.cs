using System.Numerics;

namespace PpuSim.Machine.Semantics;

/// <summary>Rotates and shifts. The core uses five bits of a register shift amount, the architecture six.</summary>
internal static class RotateShift
{
    public static void Rlwinm(ScalarState s, in ScalarOperands o) => Store(s, o, BitOperations.RotateLeft(s.Gpr[o.First], o.Third) & o.RotateMask);

    public static void Rlwnm(ScalarState s, in ScalarOperands o) =>
        Store(s, o, BitOperations.RotateLeft(s.Gpr[o.First], (int)s.Gpr[o.Third] & 31) & o.RotateMask);

    public static void Rlwimi(ScalarState s, in ScalarOperands o) =>
        Store(s, o, BitOperations.RotateLeft(s.Gpr[o.First], o.Third) & o.RotateMask | s.Gpr[o.Second] & ~o.RotateMask);

    public static void Slw(ScalarState s, in ScalarOperands o)
    {
        var amount = Amount(s, o);
        Store(s, o, amount > 31 ? 0 : s.Gpr[o.First] << amount);
    }

    public static void Srw(ScalarState s, in ScalarOperands o)
    {
        var amount = Amount(s, o);
        Store(s, o, amount > 31 ? 0 : s.Gpr[o.First] >> amount);
    }

    public static void Sraw(ScalarState s, in ScalarOperands o) => ShiftArithmetic(s, o, Amount(s, o));

    public static void Srawi(ScalarState s, in ScalarOperands o) => ShiftArithmetic(s, o, o.Third);

    private static int Amount(ScalarState s, in ScalarOperands o) => (int)s.Gpr[o.Third] & (s.Has(Quirks.ShiftAmountModulo32) ? 31 : 63);

    private static void ShiftArithmetic(ScalarState s, in ScalarOperands o, int amount)
    {
        var value = (int)s.Gpr[o.First];
        var result = value >> Math.Min(amount, 31);
        var lost = amount > 31 ? value : value & (int)((1L << amount) - 1);
        s.SetCarry(value < 0 && lost != 0);
        Store(s, o, (uint)result);
    }

    private static void Store(ScalarState s, in ScalarOperands o, uint result)
    {
        s.Gpr[o.Second] = result;
        if (o.Rc)
        {
            s.Record(result);
        }
    }
}
