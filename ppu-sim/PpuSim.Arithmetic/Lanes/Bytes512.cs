using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PpuSim.Arithmetic.Lanes;

/// <summary>32 halfword lanes (four slices) as signed bytes in host order (byte 2e+1 before byte 2e) with 16-bit accumulators. Needs AVX-512BW.</summary>
/// <remarks>Scalar equivalent: <see cref="FixedPoint"/>, lane by lane, as each primitive of <see cref="ILanes{TElements, TAccumulators}"/> states.</remarks>
public readonly struct Bytes512 : ILanes<Vector512<sbyte>, Vector512<short>>
{
    /// <inheritdoc/>
    public static int Count => 32;

    private static Vector512<short> UpperBytes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(unchecked((short)0xff00));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<sbyte> Load(ref ushort source) => Vector512.LoadUnsafe(ref Unsafe.As<ushort, sbyte>(ref source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<sbyte> value, ref ushort destination) => value.StoreUnsafe(ref Unsafe.As<ushort, sbyte>(ref destination));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> LoadAccumulators(ref int source) => Vector512.LoadUnsafe(ref Unsafe.As<int, short>(ref source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreAccumulators(Vector512<short> value, ref int destination) => value.StoreUnsafe(ref Unsafe.As<int, short>(ref destination));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<sbyte> Add(Vector512<sbyte> a, Vector512<sbyte> b) => a + b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<sbyte> Subtract(Vector512<sbyte> a, Vector512<sbyte> b) => a - b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<sbyte> AddSaturate(Vector512<sbyte> a, Vector512<sbyte> b) => Vector512.AddSaturate(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<sbyte> SubtractSaturate(Vector512<sbyte> a, Vector512<sbyte> b) => Vector512.SubtractSaturate(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<sbyte> Multiply(Vector512<sbyte> a, Vector512<sbyte> b)
    {
        var lower = a.AsInt16() * b.AsInt16();
        var upper = (a.AsInt16() >>> 8) * (b.AsInt16() & UpperBytes);
        return Vector512.ConditionalSelect(UpperBytes, upper, lower).AsSByte();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<sbyte> MultiplyFractional(Vector512<sbyte> a, Vector512<sbyte> b)
    {
        // A byte in the upper half of a halfword with zeros below: the high half of the product is the exact product of the bytes.
        var lower = Avx512BW.MultiplyHigh(a.AsInt16() << 8, b.AsInt16() << 8);
        var upper = Avx512BW.MultiplyHigh(a.AsInt16() & UpperBytes, b.AsInt16() & UpperBytes);
        return Vector512.ConditionalSelect(UpperBytes, DoubleProduct(upper), DoubleProduct(lower) >>> 8).AsSByte();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<sbyte> ShiftLeft(Vector512<sbyte> a, int count) => a << count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<sbyte> ShiftRight(Vector512<sbyte> a, int count) => a >>> count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<sbyte> IsZero(Vector512<sbyte> a) => Vector512.Equals(a, Vector512<sbyte>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<sbyte> IsPositive(Vector512<sbyte> a) => Vector512.GreaterThan(a, Vector512<sbyte>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<sbyte> IsNegative(Vector512<sbyte> a) => Vector512.LessThan(a, Vector512<sbyte>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<sbyte> IsMinimum(Vector512<sbyte> a) => Vector512.Equals(a, Vector512.Create(sbyte.MinValue));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<sbyte> Differ(Vector512<sbyte> a, Vector512<sbyte> b) => ~Vector512.Equals(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<sbyte> And(Vector512<sbyte> a, Vector512<sbyte> b) => a & b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<sbyte> Blend(Vector512<sbyte> mask, Vector512<sbyte> whenSet, Vector512<sbyte> whenClear) => Vector512.ConditionalSelect(mask, whenSet, whenClear);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountNonZero(Vector512<sbyte> a) => Vector512.CountWhereAllBitsSet(~Vector512.Equals(a, Vector512<sbyte>.Zero));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> WidenLower(Vector512<sbyte> a) => Vector512.WidenLower(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> WidenUpper(Vector512<sbyte> a) => Vector512.WidenUpper(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> WidenMaskLower(Vector512<sbyte> mask) => Vector512.WidenLower(mask);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> WidenMaskUpper(Vector512<sbyte> mask) => Vector512.WidenUpper(mask);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<sbyte> NarrowLow(Vector512<short> lower, Vector512<short> upper) => Vector512.Narrow(lower, upper);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<sbyte> NarrowHigh(Vector512<short> lower, Vector512<short> upper) => Vector512.Narrow(lower >> 8, upper >> 8);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> AddWide(Vector512<short> a, Vector512<short> b) => a + b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> AddWideSaturate(Vector512<short> a, Vector512<short> b) => Vector512.AddSaturate(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> MultiplyWide(Vector512<short> a, Vector512<short> b) => a * b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> DoubleProduct(Vector512<short> product) => Vector512.AddSaturate(product, product);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> ShiftUp(Vector512<short> a) => a << 8;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> DifferWide(Vector512<short> a, Vector512<short> b) => ~Vector512.Equals(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> OrWide(Vector512<short> a, Vector512<short> b) => a | b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> AndWide(Vector512<short> a, Vector512<short> b) => a & b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> BlendWide(Vector512<short> mask, Vector512<short> whenSet, Vector512<short> whenClear) => Vector512.ConditionalSelect(mask, whenSet, whenClear);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountNonZeroWide(Vector512<short> a) => Vector512.CountWhereAllBitsSet(~Vector512.Equals(a, Vector512<short>.Zero));
}
