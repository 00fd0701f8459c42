using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PpuSim.Arithmetic.Lanes;

/// <summary>8 halfword lanes (one slice) as signed 16-bit elements with 32-bit accumulators. Portable.</summary>
/// <remarks>Scalar equivalent: <see cref="FixedPoint"/>, lane by lane, as each primitive of <see cref="ILanes{TElements, TAccumulators}"/> states.</remarks>
public readonly struct Halfwords128 : ILanes<Vector128<short>, Vector128<int>>, ISliceBytes<Vector128<short>>
{
    /// <inheritdoc/>
    public static int Count => 8;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Load(ref ushort source) => Vector128.LoadUnsafe(ref Unsafe.As<ushort, short>(ref source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<short> value, ref ushort destination) => value.StoreUnsafe(ref Unsafe.As<ushort, short>(ref destination));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> LoadAccumulators(ref int source) => Vector128.LoadUnsafe(ref source);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreAccumulators(Vector128<int> value, ref int destination) => value.StoreUnsafe(ref destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Add(Vector128<short> a, Vector128<short> b) => a + b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Subtract(Vector128<short> a, Vector128<short> b) => a - b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> AddSaturate(Vector128<short> a, Vector128<short> b) => Vector128.AddSaturate(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> SubtractSaturate(Vector128<short> a, Vector128<short> b) => Vector128.SubtractSaturate(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Multiply(Vector128<short> a, Vector128<short> b) => a * b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> MultiplyFractional(Vector128<short> a, Vector128<short> b) => NarrowHigh(
        DoubleProduct(WidenLower(a) * WidenLower(b)),
        DoubleProduct(WidenUpper(a) * WidenUpper(b)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> ShiftLeft(Vector128<short> a, int count) => a << count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> ShiftRight(Vector128<short> a, int count) => a >>> count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> IsZero(Vector128<short> a) => Vector128.Equals(a, Vector128<short>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> IsPositive(Vector128<short> a) => Vector128.GreaterThan(a, Vector128<short>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> IsNegative(Vector128<short> a) => Vector128.LessThan(a, Vector128<short>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> IsMinimum(Vector128<short> a) => Vector128.Equals(a, Vector128.Create(short.MinValue));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Differ(Vector128<short> a, Vector128<short> b) => ~Vector128.Equals(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> And(Vector128<short> a, Vector128<short> b) => a & b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Blend(Vector128<short> mask, Vector128<short> whenSet, Vector128<short> whenClear) => Vector128.ConditionalSelect(mask, whenSet, whenClear);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountNonZero(Vector128<short> a) => Vector128.CountWhereAllBitsSet(~Vector128.Equals(a, Vector128<short>.Zero));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> WidenLower(Vector128<short> a) => Vector128.WidenLower(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> WidenUpper(Vector128<short> a) => Vector128.WidenUpper(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> WidenMaskLower(Vector128<short> mask) => Vector128.WidenLower(mask.AsSByte()).AsInt32();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> WidenMaskUpper(Vector128<short> mask) => Vector128.WidenUpper(mask.AsSByte()).AsInt32();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> NarrowLow(Vector128<int> lower, Vector128<int> upper) => Vector128.Narrow(lower, upper);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> NarrowHigh(Vector128<int> lower, Vector128<int> upper) => Vector128.Narrow(lower >> 16, upper >> 16);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> AddWide(Vector128<int> a, Vector128<int> b) => a + b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> AddWideSaturate(Vector128<int> a, Vector128<int> b)
    {
        // No processor adds 32-bit lanes with saturation. On overflow the sum has the wrong sign, which tells the bound.
        var sum = a + b;
        var bound = (sum >> 31) ^ Vector128.Create(int.MinValue);
        return Vector128.ConditionalSelect(((sum ^ a) & (sum ^ b)) >> 31, bound, sum);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> MultiplyWide(Vector128<int> a, Vector128<int> b) => a * b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> DoubleProduct(Vector128<int> product)
    {
        // The double is the minimum only where it overflowed; adding the comparison (-1) turns that into the maximum.
        var doubled = product + product;
        return doubled + Vector128.Equals(doubled, Vector128.Create(int.MinValue));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> ShiftUp(Vector128<int> a) => a << 16;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> DifferWide(Vector128<int> a, Vector128<int> b) => ~Vector128.Equals(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> OrWide(Vector128<int> a, Vector128<int> b) => a | b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> AndWide(Vector128<int> a, Vector128<int> b) => a & b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> BlendWide(Vector128<int> mask, Vector128<int> whenSet, Vector128<int> whenClear) => Vector128.ConditionalSelect(mask, whenSet, whenClear);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountNonZeroWide(Vector128<int> a) => Vector128.CountWhereAllBitsSet(~Vector128.Equals(a, Vector128<int>.Zero));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> SwapBytes(Vector128<short> a) => Shuffle(a, SlicePatterns.SwapLow, SlicePatterns.SwapHigh);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> PackLowBytes(Vector128<short> first, Vector128<short> second) =>
        Shuffle(first, SlicePatterns.PackLeftLow, SlicePatterns.PackLeftHigh) | Shuffle(second, SlicePatterns.PackRightLow, SlicePatterns.PackRightHigh);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> SpreadLeft(Vector128<short> a) => Shuffle(a, SlicePatterns.SpreadLeftLow, SlicePatterns.SpreadLeftHigh);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> SpreadRight(Vector128<short> a) => Shuffle(a, SlicePatterns.SpreadRightLow, SlicePatterns.SpreadRightHigh);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Shuffle(Vector128<short> a, ulong first, ulong second) =>
        Vector128.Shuffle(a.AsByte(), Vector128.Create(first, second).AsByte()).AsInt16();
}
