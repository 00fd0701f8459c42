namespace PpuSim.Machine.Semantics;

/// <summary>Multiplication and division. Division by zero and INT_MIN / -1 follow the divider of the core (ppu-reference 2.3).</summary>
internal static class MultiplyDivide
{
    public static void Mulli(ScalarState s, in ScalarOperands o) => s.Gpr[o.First] = s.Gpr[o.Second] * (uint)o.Immediate;

    public static void Mullw(ScalarState s, in ScalarOperands o)
    {
        var product = (long)(int)s.Gpr[o.Second] * (int)s.Gpr[o.Third];
        Store(s, o, (uint)product, product != (int)product);
    }

    // OE has no effect on the high products.
    public static void Mulhw(ScalarState s, in ScalarOperands o) => StoreHigh(s, o, (ulong)((long)(int)s.Gpr[o.Second] * (int)s.Gpr[o.Third]));

    public static void Mulhwu(ScalarState s, in ScalarOperands o) => StoreHigh(s, o, (ulong)s.Gpr[o.Second] * s.Gpr[o.Third]);

    public static void Divw(ScalarState s, in ScalarOperands o)
    {
        var dividend = (int)s.Gpr[o.Second];
        var divisor = (int)s.Gpr[o.Third];
        if (divisor == 0)
        {
            Store(s, o, dividend < 0 && s.Has(Quirks.NegativeDividedByZeroIsZero) ? 0 : uint.MaxValue, true);
        }
        else if (dividend == int.MinValue && divisor == -1)
        {
            Store(s, o, 0x8000_0000, true);
        }
        else
        {
            Store(s, o, (uint)(dividend / divisor), false);
        }
    }

    public static void Divwu(ScalarState s, in ScalarOperands o)
    {
        var divisor = s.Gpr[o.Third];
        Store(s, o, divisor == 0 ? uint.MaxValue : s.Gpr[o.Second] / divisor, divisor == 0);
    }

    private static void StoreHigh(ScalarState s, in ScalarOperands o, ulong product)
    {
        var result = (uint)(product >> 32);
        s.Gpr[o.First] = result;
        if (o.Rc)
        {
            s.Record(result);
        }
    }

    private static void Store(ScalarState s, in ScalarOperands o, uint result, bool overflow)
    {
        s.Gpr[o.First] = result;
        if (o.Oe)
        {
            s.SetOverflow(overflow);
        }

        if (o.Rc)
        {
            s.Record(result);
        }
    }
}
