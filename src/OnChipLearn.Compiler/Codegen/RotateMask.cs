using System.Numerics;

namespace OnChipLearn.Compiler.Codegen;

/// <summary>Masks that rlwinm can make: one run of ones, possibly around the end of the word. Bit 0 is the most significant.</summary>
internal static class RotateMask
{
    public static bool IsMask(int mask) => mask != 0 && (IsRun((uint)mask) || mask == -1 || IsRun(~(uint)mask));

    public static int Begin(int mask) => mask == -1 ? 0
        : IsRun((uint)mask) ? BitOperations.LeadingZeroCount((uint)mask)
        : 32 - BitOperations.TrailingZeroCount(~(uint)mask);

    public static int End(int mask) => mask == -1 ? 31
        : IsRun((uint)mask) ? 31 - BitOperations.TrailingZeroCount((uint)mask)
        : BitOperations.LeadingZeroCount(~(uint)mask) - 1;

    private static bool IsRun(uint bits) => bits != 0 && BitOperations.IsPow2((bits >> BitOperations.TrailingZeroCount(bits)) + 1UL);
}
