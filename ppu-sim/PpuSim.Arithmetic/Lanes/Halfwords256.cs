using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PpuSim.Arithmetic.Lanes;

/// <summary>16 halfword lanes (two slices) as signed 16-bit elements with 32-bit accumulators. Needs AVX2.</summary>
/// <remarks>Scalar equivalent: <see cref="FixedPoint"/>, lane by lane, as each primitive of <see cref="ILanes{TElements, TAccumulators}"/> states.</remarks>
public readonly struct Halfwords256 : ILanes<Vector256<short>, Vector256<int>>, ISliceBytes<Vector256<short>>
{
    /// <inheritdoc/>
    public static int Count => 16;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Load(ref ushort source) => Vector256.LoadUnsafe(ref Unsafe.As<ushort, short>(ref source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<short> value, ref ushort destination) => value.StoreUnsafe(ref Unsafe.As<ushort, short>(ref destination));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LoadAccumulators(ref int source) => Vector256.LoadUnsafe(ref source);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreAccumulators(Vector256<int> value, ref int destination) => value.StoreUnsafe(ref destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Add(Vector256<short> a, Vector256<short> b) => a + b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Subtract(Vector256<short> a, Vector256<short> b) => a - b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> AddSaturate(Vector256<short> a, Vector256<short> b) => Vector256.AddSaturate(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> SubtractSaturate(Vector256<short> a, Vector256<short> b) => Vector256.SubtractSaturate(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Multiply(Vector256<short> a, Vector256<short> b) => a * b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> MultiplyFractional(Vector256<short> a, Vector256<short> b)
    {
        // Bits 30..15 of the product. The minimum appears only for (-1)(-1); adding the comparison (-1) turns it into the maximum.
        var doubled = (Avx2.MultiplyHigh(a, b) << 1) | ((a * b) >>> 15);
        return doubled + Vector256.Equals(doubled, Vector256.Create(short.MinValue));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> ShiftLeft(Vector256<short> a, int count) => a << count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> ShiftRight(Vector256<short> a, int count) => a >>> count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> IsZero(Vector256<short> a) => Vector256.Equals(a, Vector256<short>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> IsPositive(Vector256<short> a) => Vector256.GreaterThan(a, Vector256<short>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> IsNegative(Vector256<short> a) => Vector256.LessThan(a, Vector256<short>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> IsMinimum(Vector256<short> a) => Vector256.Equals(a, Vector256.Create(short.MinValue));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Differ(Vector256<short> a, Vector256<short> b) => ~Vector256.Equals(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> And(Vector256<short> a, Vector256<short> b) => a & b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Blend(Vector256<short> mask, Vector256<short> whenSet, Vector256<short> whenClear) => Vector256.ConditionalSelect(mask, whenSet, whenClear);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountNonZero(Vector256<short> a) => Vector256.CountWhereAllBitsSet(~Vector256.Equals(a, Vector256<short>.Zero));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> WidenLower(Vector256<short> a) => Vector256.WidenLower(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> WidenUpper(Vector256<short> a) => Vector256.WidenUpper(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> WidenMaskLower(Vector256<short> mask) => Vector256.WidenLower(mask.AsSByte()).AsInt32();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> WidenMaskUpper(Vector256<short> mask) => Vector256.WidenUpper(mask.AsSByte()).AsInt32();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> NarrowLow(Vector256<int> lower, Vector256<int> upper) => Vector256.Narrow(lower, upper);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> NarrowHigh(Vector256<int> lower, Vector256<int> upper) => Vector256.Narrow(lower >> 16, upper >> 16);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> AddWide(Vector256<int> a, Vector256<int> b) => a + b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> AddWideSaturate(Vector256<int> a, Vector256<int> b)
    {
        // No processor adds 32-bit lanes with saturation. On overflow the sum has the wrong sign, which tells the bound.
        var sum = a + b;
        var bound = (sum >> 31) ^ Vector256.Create(int.MinValue);
        return Vector256.ConditionalSelect(((sum ^ a) & (sum ^ b)) >> 31, bound, sum);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> MultiplyWide(Vector256<int> a, Vector256<int> b) => a * b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> DoubleProduct(Vector256<int> product)
    {
        // The double is the minimum only where it overflowed; adding the comparison (-1) turns that into the maximum.
        var doubled = product + product;
        return doubled + Vector256.Equals(doubled, Vector256.Create(int.MinValue));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ShiftUp(Vector256<int> a) => a << 16;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> DifferWide(Vector256<int> a, Vector256<int> b) => ~Vector256.Equals(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> OrWide(Vector256<int> a, Vector256<int> b) => a | b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> AndWide(Vector256<int> a, Vector256<int> b) => a & b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> BlendWide(Vector256<int> mask, Vector256<int> whenSet, Vector256<int> whenClear) => Vector256.ConditionalSelect(mask, whenSet, whenClear);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountNonZeroWide(Vector256<int> a) => Vector256.CountWhereAllBitsSet(~Vector256.Equals(a, Vector256<int>.Zero));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> SwapBytes(Vector256<short> a) => Shuffle(a, SlicePatterns.SwapLow, SlicePatterns.SwapHigh);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> PackLowBytes(Vector256<short> first, Vector256<short> second) =>
        Shuffle(first, SlicePatterns.PackLeftLow, SlicePatterns.PackLeftHigh) | Shuffle(second, SlicePatterns.PackRightLow, SlicePatterns.PackRightHigh);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> SpreadLeft(Vector256<short> a) => Shuffle(a, SlicePatterns.SpreadLeftLow, SlicePatterns.SpreadLeftHigh);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> SpreadRight(Vector256<short> a) => Shuffle(a, SlicePatterns.SpreadRightLow, SlicePatterns.SpreadRightHigh);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Shuffle(Vector256<short> a, ulong first, ulong second) =>
        Avx2.Shuffle(a.AsByte(), Vector256.Create(first, second, first, second).AsByte()).AsInt16();
}
