using System.Numerics;

namespace PpuSim.Machine.Semantics;

/// <summary>Logical instructions: the source register is the first field, the destination the second.</summary>
internal static class Logical
{
    public static void Ori(ScalarState s, in ScalarOperands o) => s.Gpr[o.Second] = s.Gpr[o.First] | o.Unsigned;

    public static void Oris(ScalarState s, in ScalarOperands o) => s.Gpr[o.Second] = s.Gpr[o.First] | o.Unsigned << 16;

    public static void Xori(ScalarState s, in ScalarOperands o) => s.Gpr[o.Second] = s.Gpr[o.First] ^ o.Unsigned;

    public static void Xoris(ScalarState s, in ScalarOperands o) => s.Gpr[o.Second] = s.Gpr[o.First] ^ o.Unsigned << 16;

    public static void AndiRecord(ScalarState s, in ScalarOperands o) => s.Record(s.Gpr[o.Second] = s.Gpr[o.First] & o.Unsigned);

    public static void AndisRecord(ScalarState s, in ScalarOperands o) => s.Record(s.Gpr[o.Second] = s.Gpr[o.First] & o.Unsigned << 16);

    public static void And(ScalarState s, in ScalarOperands o) => Store(s, o, s.Gpr[o.First] & s.Gpr[o.Third]);

    public static void Andc(ScalarState s, in ScalarOperands o) => Store(s, o, s.Gpr[o.First] & ~s.Gpr[o.Third]);

    public static void Or(ScalarState s, in ScalarOperands o) => Store(s, o, s.Gpr[o.First] | s.Gpr[o.Third]);

    public static void Orc(ScalarState s, in ScalarOperands o) => Store(s, o, s.Gpr[o.First] | ~s.Gpr[o.Third]);

    public static void Xor(ScalarState s, in ScalarOperands o) => Store(s, o, s.Gpr[o.First] ^ s.Gpr[o.Third]);

    public static void Nand(ScalarState s, in ScalarOperands o) => Store(s, o, ~(s.Gpr[o.First] & s.Gpr[o.Third]));

    public static void Nor(ScalarState s, in ScalarOperands o) => Store(s, o, ~(s.Gpr[o.First] | s.Gpr[o.Third]));

    public static void Eqv(ScalarState s, in ScalarOperands o) => Store(s, o, ~(s.Gpr[o.First] ^ s.Gpr[o.Third]));

    public static void Extsb(ScalarState s, in ScalarOperands o) => Store(s, o, (uint)(sbyte)s.Gpr[o.First]);

    public static void Extsh(ScalarState s, in ScalarOperands o) => Store(s, o, (uint)(short)s.Gpr[o.First]);

    public static void Cntlzw(ScalarState s, in ScalarOperands o) => Store(s, o, (uint)BitOperations.LeadingZeroCount(s.Gpr[o.First]));

    public static void Popcntb(ScalarState s, in ScalarOperands o)
    {
        var v = s.Gpr[o.First];
        v -= v >> 1 & 0x5555_5555;
        v = (v & 0x3333_3333) + (v >> 2 & 0x3333_3333);
        s.Gpr[o.Second] = v + (v >> 4) & 0x0f0f_0f0f;
    }

    public static void Prtyw(ScalarState s, in ScalarOperands o) => s.Gpr[o.Second] = (uint)BitOperations.PopCount(s.Gpr[o.First] & 0x0101_0101) & 1;

    private static void Store(ScalarState s, in ScalarOperands o, uint result)
    {
        s.Gpr[o.Second] = result;
        if (o.Rc)
        {
            s.Record(result);
        }
    }
}
