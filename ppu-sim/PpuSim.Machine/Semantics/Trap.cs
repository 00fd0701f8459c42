namespace PpuSim.Machine.Semantics;

/// <summary>Trap conditions of tw and twi.</summary>
internal static class Trap
{
    public static bool Tw(ScalarState s, in ScalarOperands o) => Holds(o.First, s.Gpr[o.Second], s.Gpr[o.Third]);

    public static bool Twi(ScalarState s, in ScalarOperands o) =>
        Holds(o.First, s.Gpr[o.Second], s.Has(Quirks.TrapImmediateZeroExtended) ? o.Unsigned : (uint)o.Immediate);

    private static bool Holds(int conditions, uint a, uint b) =>
        ((conditions & 16) != 0 && (int)a < (int)b) || ((conditions & 8) != 0 && (int)a > (int)b) || ((conditions & 4) != 0 && a == b)
        || ((conditions & 2) != 0 && a < b) || ((conditions & 1) != 0 && a > b);
}
