using PpuSim.Isa;

namespace PpuSim.Machine.Semantics;

/// <summary>Branches: condition, link and counter. Addresses are byte addresses; the low two bits of LR and CTR are ignored.</summary>
internal static class Branch
{
    public static bool B(ScalarState s, in ScalarOperands o, uint pc, out uint target)
    {
        target = (uint)Encoding.BranchFar(o.Word) + (Encoding.Absolute(o.Word) ? 0 : pc);
        Link(s, o, pc);
        return true;
    }

    public static bool Bc(ScalarState s, in ScalarOperands o, uint pc, out uint target)
    {
        target = (uint)Encoding.BranchNear(o.Word) + (Encoding.Absolute(o.Word) ? 0 : pc);
        var taken = CounterAllows(s, o) & ConditionHolds(s, o);
        Link(s, o, pc);
        return taken;
    }

    public static bool Bclr(ScalarState s, in ScalarOperands o, uint pc, out uint target)
    {
        target = s.Lr & ~3u;
        var taken = CounterAllows(s, o) & ConditionHolds(s, o);
        Link(s, o, pc);
        return taken;
    }

    public static bool Bcctr(ScalarState s, in ScalarOperands o, uint pc, out uint target)
    {
        target = s.Ctr & ~3u;
        var taken = ConditionHolds(s, o);
        Link(s, o, pc);
        return taken;
    }

    public static bool Rfi(ScalarState s, in ScalarOperands o, uint pc, out uint target) => Return(s.Srr0, out target);

    public static bool Rfci(ScalarState s, in ScalarOperands o, uint pc, out uint target) => Return(s.Csrr0, out target);

    public static bool Rfmci(ScalarState s, in ScalarOperands o, uint pc, out uint target) => Return(s.Mcsrr0, out target);

    private static bool Return(uint address, out uint target)
    {
        target = address & ~3u;
        return true;
    }

    // BO: 1z1zz always, bit 4 (value) ignore condition, bit 3 sense, bit 2 leave CTR alone, bit 1 branch when CTR = 0.
    private static bool CounterAllows(ScalarState s, in ScalarOperands o)
    {
        if ((o.First & 4) != 0)
        {
            return true;
        }

        s.Ctr--;
        return s.Ctr == 0 == ((o.First & 2) != 0);
    }

    private static bool ConditionHolds(ScalarState s, in ScalarOperands o) => (o.First & 16) != 0 || s.CrBit(o.Second) == (uint)(o.First >> 3 & 1);

    private static void Link(ScalarState s, in ScalarOperands o, uint pc)
    {
        if (Encoding.Link(o.Word))
        {
            s.Lr = pc + 4;
        }
    }
}
