namespace OnChipLearn.Device.Tests;

/// <summary>The bit-exact model of ppu-reference 3.6 for one lane, written independently of the vector code: n = 16 or 8 bits.</summary>
internal static class LaneReference
{
    public static long Wrap(long x, int bits) => x << (64 - bits) >> (64 - bits);

    public static long Clamp(long x, int bits) => Math.Clamp(x, -(1L << (bits - 1)), (1L << (bits - 1)) - 1);

    public static long P(long a, long b, int n) => Math.Min(2 * a * b, (1L << ((2 * n) - 1)) - 1);

    /// <summary>Result register, or null for an instruction without one; the accumulator is updated in place.</summary>
    public static long? Apply(string operation, int n, long a, long b, ref long acc)
    {
        int w = 2 * n;
        switch (operation)
        {
            case "MultiplyModulo": return Wrap(a * b, n);
            case "MultiplyFractional": return Wrap(P(a, b, n) >> n, n);
            case "AddModulo": return Wrap(a + b, n);
            case "AddSaturating": return Clamp(a + b, n);
            case "SubtractModulo": return Wrap(a - b, n);
            case "SubtractSaturating": return Clamp(a - b, n);
            case "PlusProductModulo": return Wrap(acc + (a * b), n);
            case "PlusProductFractional": return Wrap(Clamp(acc + P(a, b, n), w) >> n, n);
            case "PlusModulo": return Wrap(acc + a, n);
            case "PlusFractional": return Wrap(Clamp(acc + (a << n), w) >> n, n);
            case "SetProductModulo": acc = a * b; return null;
            case "SetProductFractional": acc = P(a, b, n); return null;
            case "AddProductModulo": acc = Wrap(acc + (a * b), w); return null;
            case "AddProductFractional": acc = Clamp(acc + P(a, b, n), w); return null;
            case "Set": acc = a; return null;
            case "SetFractional": acc = a << n; return null;
            case "SetSum": acc = a + b; return null;
            case "Add": acc = Wrap(acc + a, w); return null;
            case "AddFractional": acc = Clamp(acc + (a << n), w); return null;
            default: throw new ArgumentOutOfRangeException(nameof(operation), operation, "unknown operation");
        }
    }
}
