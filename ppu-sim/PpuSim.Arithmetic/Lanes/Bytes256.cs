using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PpuSim.Arithmetic.Lanes;

/// <summary>16 halfword lanes (two slices) as signed bytes in host order (byte 2e+1 before byte 2e) with 16-bit accumulators. Needs AVX2.</summary>
/// <remarks>Scalar equivalent: <see cref="FixedPoint"/>, lane by lane, as each primitive of <see cref="ILanes{TElements, TAccumulators}"/> states.</remarks>
public readonly struct Bytes256 : ILanes<Vector256<sbyte>, Vector256<short>>
{
    /// <inheritdoc/>
    public static int Count => 16;

    private static Vector256<short> UpperBytes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(unchecked((short)0xff00));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<sbyte> Load(ref ushort source) => Vector256.LoadUnsafe(ref Unsafe.As<ushort, sbyte>(ref source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<sbyte> value, ref ushort destination) => value.StoreUnsafe(ref Unsafe.As<ushort, sbyte>(ref destination));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> LoadAccumulators(ref int source) => Vector256.LoadUnsafe(ref Unsafe.As<int, short>(ref source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreAccumulators(Vector256<short> value, ref int destination) => value.StoreUnsafe(ref Unsafe.As<int, short>(ref destination));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<sbyte> Add(Vector256<sbyte> a, Vector256<sbyte> b) => a + b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<sbyte> Subtract(Vector256<sbyte> a, Vector256<sbyte> b) => a - b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<sbyte> AddSaturate(Vector256<sbyte> a, Vector256<sbyte> b) => Vector256.AddSaturate(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<sbyte> SubtractSaturate(Vector256<sbyte> a, Vector256<sbyte> b) => Vector256.SubtractSaturate(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<sbyte> Multiply(Vector256<sbyte> a, Vector256<sbyte> b)
    {
        var lower = a.AsInt16() * b.AsInt16();
        var upper = (a.AsInt16() >>> 8) * (b.AsInt16() & UpperBytes);
        return Vector256.ConditionalSelect(UpperBytes, upper, lower).AsSByte();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<sbyte> MultiplyFractional(Vector256<sbyte> a, Vector256<sbyte> b)
    {
        // A byte in the upper half of a halfword with zeros below: the high half of the product is the exact product of the bytes.
        var lower = Avx2.MultiplyHigh(a.AsInt16() << 8, b.AsInt16() << 8);
        var upper = Avx2.MultiplyHigh(a.AsInt16() & UpperBytes, b.AsInt16() & UpperBytes);
        return Vector256.ConditionalSelect(UpperBytes, DoubleProduct(upper), DoubleProduct(lower) >>> 8).AsSByte();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<sbyte> ShiftLeft(Vector256<sbyte> a, int count) => a << count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<sbyte> ShiftRight(Vector256<sbyte> a, int count) => a >>> count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<sbyte> IsZero(Vector256<sbyte> a) => Vector256.Equals(a, Vector256<sbyte>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<sbyte> IsPositive(Vector256<sbyte> a) => Vector256.GreaterThan(a, Vector256<sbyte>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<sbyte> IsNegative(Vector256<sbyte> a) => Vector256.LessThan(a, Vector256<sbyte>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<sbyte> IsMinimum(Vector256<sbyte> a) => Vector256.Equals(a, Vector256.Create(sbyte.MinValue));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<sbyte> Differ(Vector256<sbyte> a, Vector256<sbyte> b) => ~Vector256.Equals(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<sbyte> And(Vector256<sbyte> a, Vector256<sbyte> b) => a & b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<sbyte> Blend(Vector256<sbyte> mask, Vector256<sbyte> whenSet, Vector256<sbyte> whenClear) => Vector256.ConditionalSelect(mask, whenSet, whenClear);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountNonZero(Vector256<sbyte> a) => Vector256.CountWhereAllBitsSet(~Vector256.Equals(a, Vector256<sbyte>.Zero));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> WidenLower(Vector256<sbyte> a) => Vector256.WidenLower(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> WidenUpper(Vector256<sbyte> a) => Vector256.WidenUpper(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> WidenMaskLower(Vector256<sbyte> mask) => Vector256.WidenLower(mask);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> WidenMaskUpper(Vector256<sbyte> mask) => Vector256.WidenUpper(mask);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<sbyte> NarrowLow(Vector256<short> lower, Vector256<short> upper) => Vector256.Narrow(lower, upper);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<sbyte> NarrowHigh(Vector256<short> lower, Vector256<short> upper) => Vector256.Narrow(lower >> 8, upper >> 8);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> AddWide(Vector256<short> a, Vector256<short> b) => a + b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> AddWideSaturate(Vector256<short> a, Vector256<short> b) => Vector256.AddSaturate(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> MultiplyWide(Vector256<short> a, Vector256<short> b) => a * b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> DoubleProduct(Vector256<short> product) => Vector256.AddSaturate(product, product);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> ShiftUp(Vector256<short> a) => a << 8;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> DifferWide(Vector256<short> a, Vector256<short> b) => ~Vector256.Equals(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> OrWide(Vector256<short> a, Vector256<short> b) => a | b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> AndWide(Vector256<short> a, Vector256<short> b) => a & b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> BlendWide(Vector256<short> mask, Vector256<short> whenSet, Vector256<short> whenClear) => Vector256.ConditionalSelect(mask, whenSet, whenClear);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountNonZeroWide(Vector256<short> a) => Vector256.CountWhereAllBitsSet(~Vector256.Equals(a, Vector256<short>.Zero));
}
