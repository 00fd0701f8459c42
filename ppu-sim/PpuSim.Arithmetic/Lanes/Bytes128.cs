using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PpuSim.Arithmetic.Lanes;

/// <summary>8 halfword lanes (one slice) as signed bytes in host order (byte 2e+1 before byte 2e) with 16-bit accumulators. Portable.</summary>
/// <remarks>Scalar equivalent: <see cref="FixedPoint"/>, lane by lane, as each primitive of <see cref="ILanes{TElements, TAccumulators}"/> states.</remarks>
public readonly struct Bytes128 : ILanes<Vector128<sbyte>, Vector128<short>>
{
    /// <inheritdoc/>
    public static int Count => 8;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> Load(ref ushort source) => Vector128.LoadUnsafe(ref Unsafe.As<ushort, sbyte>(ref source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<sbyte> value, ref ushort destination) => value.StoreUnsafe(ref Unsafe.As<ushort, sbyte>(ref destination));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> LoadAccumulators(ref int source) => Vector128.LoadUnsafe(ref Unsafe.As<int, short>(ref source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreAccumulators(Vector128<short> value, ref int destination) => value.StoreUnsafe(ref Unsafe.As<int, short>(ref destination));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> Add(Vector128<sbyte> a, Vector128<sbyte> b) => a + b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> Subtract(Vector128<sbyte> a, Vector128<sbyte> b) => a - b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> AddSaturate(Vector128<sbyte> a, Vector128<sbyte> b) => Vector128.AddSaturate(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> SubtractSaturate(Vector128<sbyte> a, Vector128<sbyte> b) => Vector128.SubtractSaturate(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> Multiply(Vector128<sbyte> a, Vector128<sbyte> b) => a * b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> MultiplyFractional(Vector128<sbyte> a, Vector128<sbyte> b) => NarrowHigh(
        DoubleProduct(WidenLower(a) * WidenLower(b)),
        DoubleProduct(WidenUpper(a) * WidenUpper(b)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> ShiftLeft(Vector128<sbyte> a, int count) => a << count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> ShiftRight(Vector128<sbyte> a, int count) => a >>> count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> IsZero(Vector128<sbyte> a) => Vector128.Equals(a, Vector128<sbyte>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> IsPositive(Vector128<sbyte> a) => Vector128.GreaterThan(a, Vector128<sbyte>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> IsNegative(Vector128<sbyte> a) => Vector128.LessThan(a, Vector128<sbyte>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> IsMinimum(Vector128<sbyte> a) => Vector128.Equals(a, Vector128.Create(sbyte.MinValue));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> Differ(Vector128<sbyte> a, Vector128<sbyte> b) => ~Vector128.Equals(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> And(Vector128<sbyte> a, Vector128<sbyte> b) => a & b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> Blend(Vector128<sbyte> mask, Vector128<sbyte> whenSet, Vector128<sbyte> whenClear) => Vector128.ConditionalSelect(mask, whenSet, whenClear);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountNonZero(Vector128<sbyte> a) => Vector128.CountWhereAllBitsSet(~Vector128.Equals(a, Vector128<sbyte>.Zero));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> WidenLower(Vector128<sbyte> a) => Vector128.WidenLower(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> WidenUpper(Vector128<sbyte> a) => Vector128.WidenUpper(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> WidenMaskLower(Vector128<sbyte> mask) => Vector128.WidenLower(mask);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> WidenMaskUpper(Vector128<sbyte> mask) => Vector128.WidenUpper(mask);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> NarrowLow(Vector128<short> lower, Vector128<short> upper) => Vector128.Narrow(lower, upper);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> NarrowHigh(Vector128<short> lower, Vector128<short> upper) => Vector128.Narrow(lower >> 8, upper >> 8);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> AddWide(Vector128<short> a, Vector128<short> b) => a + b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> AddWideSaturate(Vector128<short> a, Vector128<short> b) => Vector128.AddSaturate(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> MultiplyWide(Vector128<short> a, Vector128<short> b) => a * b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> DoubleProduct(Vector128<short> product) => Vector128.AddSaturate(product, product);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> ShiftUp(Vector128<short> a) => a << 8;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> DifferWide(Vector128<short> a, Vector128<short> b) => ~Vector128.Equals(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> OrWide(Vector128<short> a, Vector128<short> b) => a | b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> AndWide(Vector128<short> a, Vector128<short> b) => a & b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> BlendWide(Vector128<short> mask, Vector128<short> whenSet, Vector128<short> whenClear) => Vector128.ConditionalSelect(mask, whenSet, whenClear);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountNonZeroWide(Vector128<short> a) => Vector128.CountWhereAllBitsSet(~Vector128.Equals(a, Vector128<short>.Zero));
}
