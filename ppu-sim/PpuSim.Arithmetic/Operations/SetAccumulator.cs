using System.Runtime.CompilerServices;
using PpuSim.Arithmetic.Lanes;
using static PpuSim.Arithmetic.FixedPoint;

namespace PpuSim.Arithmetic.Operations;

/// <summary>A = a: fxvmtach, fxvmtacb.</summary>
public readonly struct SetElement : IAccumulatorOperation
{
    /// <inheritdoc/>
    public static bool ReadsSecond => false;

    /// <inheritdoc/>
    public static bool ReadsAccumulator => false;

    /// <inheritdoc/>
    public static long Scalar(int bits, long a, long b, long accumulator) =>
        a;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TA Apply<TLanes, TE, TA>(TA a, TA b, TA accumulator)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct =>
        a;
}

/// <summary>A = a 2^n: fxvmtachf, fxvmtacbf.</summary>
public readonly struct SetElementFractional : IAccumulatorOperation
{
    /// <inheritdoc/>
    public static bool ReadsSecond => false;

    /// <inheritdoc/>
    public static bool ReadsAccumulator => false;

    /// <inheritdoc/>
    public static long Scalar(int bits, long a, long b, long accumulator) =>
        a << bits;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TA Apply<TLanes, TE, TA>(TA a, TA b, TA accumulator)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct =>
        TLanes.ShiftUp(a);
}

/// <summary>A = a + b, exact: fxvaddtachm, fxvaddtacb.</summary>
public readonly struct SetSum : IAccumulatorOperation
{
    /// <inheritdoc/>
    public static bool ReadsSecond => true;

    /// <inheritdoc/>
    public static bool ReadsAccumulator => false;

    /// <inheritdoc/>
    public static long Scalar(int bits, long a, long b, long accumulator) =>
        a + b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TA Apply<TLanes, TE, TA>(TA a, TA b, TA accumulator)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct =>
        TLanes.AddWide(a, b);
}

/// <summary>A = ab, exact: fxvmultachm, fxvmultacbm.</summary>
public readonly struct SetProduct : IAccumulatorOperation
{
    /// <inheritdoc/>
    public static bool ReadsSecond => true;

    /// <inheritdoc/>
    public static bool ReadsAccumulator => false;

    /// <inheritdoc/>
    public static long Scalar(int bits, long a, long b, long accumulator) =>
        a * b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TA Apply<TLanes, TE, TA>(TA a, TA b, TA accumulator)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct =>
        TLanes.MultiplyWide(a, b);
}

/// <summary>A = sat_2n(2ab): fxvmultachfs, fxvmultacbfs.</summary>
public readonly struct SetProductFractional : IAccumulatorOperation
{
    /// <inheritdoc/>
    public static bool ReadsSecond => true;

    /// <inheritdoc/>
    public static bool ReadsAccumulator => false;

    /// <inheritdoc/>
    public static long Scalar(int bits, long a, long b, long accumulator) =>
        FractionalProduct(bits, a, b);

    /// <inheritdoc/>
    public static bool Saturates(int bits, long a, long b, long accumulator) => ProductSaturates(bits, a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TA Apply<TLanes, TE, TA>(TA a, TA b, TA accumulator)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct =>
        TLanes.DoubleProduct(TLanes.MultiplyWide(a, b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TA Saturated<TLanes, TE, TA>(TA a, TA b, TA accumulator)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct =>
        TLanes.DifferWide(Apply<TLanes, TE, TA>(a, b, accumulator), TLanes.AddWide(TLanes.MultiplyWide(a, b), TLanes.MultiplyWide(a, b)));
}
