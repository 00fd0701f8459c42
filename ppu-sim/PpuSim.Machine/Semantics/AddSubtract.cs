namespace PpuSim.Machine.Semantics;

/// <summary>Addition and subtraction (Power ISA 3.3.9). Subtraction is addition of the one's complement.</summary>
internal static class AddSubtract
{
    public static void Addi(ScalarState s, in ScalarOperands o) => s.Gpr[o.First] = s.Gpr[o.Base] + (uint)o.Immediate;

    public static void Addis(ScalarState s, in ScalarOperands o) => s.Gpr[o.First] = s.Gpr[o.Base] + (uint)(o.Immediate << 16);

    public static void Addic(ScalarState s, in ScalarOperands o) => s.Gpr[o.First] = WithCarry(s, s.Gpr[o.Second], (uint)o.Immediate, 0);

    public static void AddicRecord(ScalarState s, in ScalarOperands o)
    {
        Addic(s, o);
        s.Record(s.Gpr[o.First]);
    }

    public static void Subfic(ScalarState s, in ScalarOperands o) => s.Gpr[o.First] = WithCarry(s, ~s.Gpr[o.Second], (uint)o.Immediate, 1);

    public static void Add(ScalarState s, in ScalarOperands o) => Store(s, o, s.Gpr[o.Second], s.Gpr[o.Third], 0, false);

    public static void Addc(ScalarState s, in ScalarOperands o) => Store(s, o, s.Gpr[o.Second], s.Gpr[o.Third], 0, true);

    public static void Adde(ScalarState s, in ScalarOperands o) => Store(s, o, s.Gpr[o.Second], s.Gpr[o.Third], Carry(s), true);

    public static void Addme(ScalarState s, in ScalarOperands o) => Store(s, o, s.Gpr[o.Second], uint.MaxValue, Carry(s), true);

    public static void Addze(ScalarState s, in ScalarOperands o) => Store(s, o, s.Gpr[o.Second], 0, Carry(s), true);

    public static void Subf(ScalarState s, in ScalarOperands o) => Store(s, o, ~s.Gpr[o.Second], s.Gpr[o.Third], 1, false);

    public static void Subfc(ScalarState s, in ScalarOperands o) => Store(s, o, ~s.Gpr[o.Second], s.Gpr[o.Third], 1, true);

    public static void Subfe(ScalarState s, in ScalarOperands o) => Store(s, o, ~s.Gpr[o.Second], s.Gpr[o.Third], Carry(s), true);

    public static void Subfme(ScalarState s, in ScalarOperands o) => Store(s, o, ~s.Gpr[o.Second], uint.MaxValue, Carry(s), true);

    public static void Subfze(ScalarState s, in ScalarOperands o) => Store(s, o, ~s.Gpr[o.Second], 0, Carry(s), true);

    public static void Neg(ScalarState s, in ScalarOperands o) => Store(s, o, ~s.Gpr[o.Second], 0, 1, false);

    private static uint Carry(ScalarState s) => s.Xer >> 29 & 1;

    private static uint WithCarry(ScalarState s, uint a, uint b, uint carryIn)
    {
        var sum = (ulong)a + b + carryIn;
        s.SetCarry(sum >> 32 != 0);
        return (uint)sum;
    }

    private static void Store(ScalarState s, in ScalarOperands o, uint a, uint b, uint carryIn, bool setsCarry)
    {
        var sum = (ulong)a + b + carryIn;
        var result = (uint)sum;
        s.Gpr[o.First] = result;
        if (setsCarry)
        {
            s.SetCarry(sum >> 32 != 0);
        }

        if (o.Oe)
        {
            s.SetOverflow((int)((a ^ result) & (b ^ result)) < 0);
        }

        if (o.Rc)
        {
            s.Record(result);
        }
    }
}
