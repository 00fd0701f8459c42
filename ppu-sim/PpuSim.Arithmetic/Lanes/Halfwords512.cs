using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PpuSim.Arithmetic.Lanes;

/// <summary>32 halfword lanes (four slices) as signed 16-bit elements with 32-bit accumulators. Needs AVX-512BW.</summary>
/// <remarks>Scalar equivalent: <see cref="FixedPoint"/>, lane by lane, as each primitive of <see cref="ILanes{TElements, TAccumulators}"/> states.</remarks>
public readonly struct Halfwords512 : ILanes<Vector512<short>, Vector512<int>>, ISliceBytes<Vector512<short>>
{
    /// <inheritdoc/>
    public static int Count => 32;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Load(ref ushort source) => Vector512.LoadUnsafe(ref Unsafe.As<ushort, short>(ref source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<short> value, ref ushort destination) => value.StoreUnsafe(ref Unsafe.As<ushort, short>(ref destination));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadAccumulators(ref int source) => Vector512.LoadUnsafe(ref source);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreAccumulators(Vector512<int> value, ref int destination) => value.StoreUnsafe(ref destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Add(Vector512<short> a, Vector512<short> b) => a + b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Subtract(Vector512<short> a, Vector512<short> b) => a - b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> AddSaturate(Vector512<short> a, Vector512<short> b) => Vector512.AddSaturate(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> SubtractSaturate(Vector512<short> a, Vector512<short> b) => Vector512.SubtractSaturate(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Multiply(Vector512<short> a, Vector512<short> b) => a * b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> MultiplyFractional(Vector512<short> a, Vector512<short> b)
    {
        // Bits 30..15 of the product. The minimum appears only for (-1)(-1); adding the comparison (-1) turns it into the maximum.
        var doubled = (Avx512BW.MultiplyHigh(a, b) << 1) | ((a * b) >>> 15);
        return doubled + Vector512.Equals(doubled, Vector512.Create(short.MinValue));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> ShiftLeft(Vector512<short> a, int count) => a << count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> ShiftRight(Vector512<short> a, int count) => a >>> count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> IsZero(Vector512<short> a) => Vector512.Equals(a, Vector512<short>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> IsPositive(Vector512<short> a) => Vector512.GreaterThan(a, Vector512<short>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> IsNegative(Vector512<short> a) => Vector512.LessThan(a, Vector512<short>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> IsMinimum(Vector512<short> a) => Vector512.Equals(a, Vector512.Create(short.MinValue));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Differ(Vector512<short> a, Vector512<short> b) => ~Vector512.Equals(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> And(Vector512<short> a, Vector512<short> b) => a & b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Blend(Vector512<short> mask, Vector512<short> whenSet, Vector512<short> whenClear) => Vector512.ConditionalSelect(mask, whenSet, whenClear);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountNonZero(Vector512<short> a) => Vector512.CountWhereAllBitsSet(~Vector512.Equals(a, Vector512<short>.Zero));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> WidenLower(Vector512<short> a) => Vector512.WidenLower(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> WidenUpper(Vector512<short> a) => Vector512.WidenUpper(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> WidenMaskLower(Vector512<short> mask) => Vector512.WidenLower(mask.AsSByte()).AsInt32();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> WidenMaskUpper(Vector512<short> mask) => Vector512.WidenUpper(mask.AsSByte()).AsInt32();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> NarrowLow(Vector512<int> lower, Vector512<int> upper) => Vector512.Narrow(lower, upper);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> NarrowHigh(Vector512<int> lower, Vector512<int> upper) => Vector512.Narrow(lower >> 16, upper >> 16);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> AddWide(Vector512<int> a, Vector512<int> b) => a + b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> AddWideSaturate(Vector512<int> a, Vector512<int> b)
    {
        // No processor adds 32-bit lanes with saturation. On overflow the sum has the wrong sign, which tells the bound.
        var sum = a + b;
        var bound = (sum >> 31) ^ Vector512.Create(int.MinValue);
        return Vector512.ConditionalSelect(((sum ^ a) & (sum ^ b)) >> 31, bound, sum);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> MultiplyWide(Vector512<int> a, Vector512<int> b) => a * b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> DoubleProduct(Vector512<int> product)
    {
        // The double is the minimum only where it overflowed; adding the comparison (-1) turns that into the maximum.
        var doubled = product + product;
        return doubled + Vector512.Equals(doubled, Vector512.Create(int.MinValue));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ShiftUp(Vector512<int> a) => a << 16;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> DifferWide(Vector512<int> a, Vector512<int> b) => ~Vector512.Equals(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> OrWide(Vector512<int> a, Vector512<int> b) => a | b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> AndWide(Vector512<int> a, Vector512<int> b) => a & b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> BlendWide(Vector512<int> mask, Vector512<int> whenSet, Vector512<int> whenClear) => Vector512.ConditionalSelect(mask, whenSet, whenClear);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountNonZeroWide(Vector512<int> a) => Vector512.CountWhereAllBitsSet(~Vector512.Equals(a, Vector512<int>.Zero));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> SwapBytes(Vector512<short> a) => Shuffle(a, SlicePatterns.SwapLow, SlicePatterns.SwapHigh);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> PackLowBytes(Vector512<short> first, Vector512<short> second) =>
        Shuffle(first, SlicePatterns.PackLeftLow, SlicePatterns.PackLeftHigh) | Shuffle(second, SlicePatterns.PackRightLow, SlicePatterns.PackRightHigh);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> SpreadLeft(Vector512<short> a) => Shuffle(a, SlicePatterns.SpreadLeftLow, SlicePatterns.SpreadLeftHigh);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> SpreadRight(Vector512<short> a) => Shuffle(a, SlicePatterns.SpreadRightLow, SlicePatterns.SpreadRightHigh);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Shuffle(Vector512<short> a, ulong first, ulong second) =>
        Avx512BW.Shuffle(a.AsByte(), Vector512.Create(first, second, first, second, first, second, first, second).AsByte()).AsInt16();
}
