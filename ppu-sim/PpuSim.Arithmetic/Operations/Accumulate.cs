using System.Runtime.CompilerServices;
using PpuSim.Arithmetic.Lanes;
using static PpuSim.Arithmetic.FixedPoint;

namespace PpuSim.Arithmetic.Operations;

/// <summary>A = wrap_2n(A + a): fxvaddactachm, fxvaddactacb.</summary>
public readonly struct AddElementModulo : IAccumulatorOperation
{
    /// <inheritdoc/>
    public static bool ReadsSecond => false;

    /// <inheritdoc/>
    public static bool ReadsAccumulator => true;

    /// <inheritdoc/>
    public static long Scalar(int bits, long a, long b, long accumulator) =>
        accumulator + a;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TA Apply<TLanes, TE, TA>(TA a, TA b, TA accumulator)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct =>
        TLanes.AddWide(accumulator, a);
}

/// <summary>A = sat_2n(A + a 2^n): fxvaddactachf, fxvaddactacbf, saturating although their names lack the s.</summary>
public readonly struct AddElementFractional : IAccumulatorOperation
{
    /// <inheritdoc/>
    public static bool ReadsSecond => false;

    /// <inheritdoc/>
    public static bool ReadsAccumulator => true;

    /// <inheritdoc/>
    public static long Scalar(int bits, long a, long b, long accumulator) =>
        Saturate(2 * bits, accumulator + (a << bits));

    /// <inheritdoc/>
    public static bool Saturates(int bits, long a, long b, long accumulator) => Overflows(2 * bits, accumulator + (a << bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TA Apply<TLanes, TE, TA>(TA a, TA b, TA accumulator)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct =>
        TLanes.AddWideSaturate(accumulator, TLanes.ShiftUp(a));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TA Saturated<TLanes, TE, TA>(TA a, TA b, TA accumulator)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct =>
        TLanes.DifferWide(TLanes.AddWideSaturate(accumulator, TLanes.ShiftUp(a)), TLanes.AddWide(accumulator, TLanes.ShiftUp(a)));
}

/// <summary>A = wrap_2n(A + ab): fxvmatachm, fxvmatacbm.</summary>
public readonly struct AddProductModulo : IAccumulatorOperation
{
    /// <inheritdoc/>
    public static bool ReadsSecond => true;

    /// <inheritdoc/>
    public static bool ReadsAccumulator => true;

    /// <inheritdoc/>
    public static long Scalar(int bits, long a, long b, long accumulator) =>
        accumulator + (a * b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TA Apply<TLanes, TE, TA>(TA a, TA b, TA accumulator)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct =>
        TLanes.AddWide(accumulator, TLanes.MultiplyWide(a, b));
}

/// <summary>A = sat_2n(A + sat_2n(2ab)): fxvmatachfs, fxvmatacbfs.</summary>
public readonly struct AddProductFractional : IAccumulatorOperation
{
    /// <inheritdoc/>
    public static bool ReadsSecond => true;

    /// <inheritdoc/>
    public static bool ReadsAccumulator => true;

    /// <inheritdoc/>
    public static long Scalar(int bits, long a, long b, long accumulator) =>
        Saturate(2 * bits, accumulator + FractionalProduct(bits, a, b));

    /// <inheritdoc/>
    public static bool Saturates(int bits, long a, long b, long accumulator) => MultiplyAddFractional.Saturates(bits, a, b, accumulator);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TA Apply<TLanes, TE, TA>(TA a, TA b, TA accumulator)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct =>
        TLanes.AddWideSaturate(accumulator, TLanes.DoubleProduct(TLanes.MultiplyWide(a, b)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TA Saturated<TLanes, TE, TA>(TA a, TA b, TA accumulator)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct =>
        TLanes.OrWide(
            SetProductFractional.Saturated<TLanes, TE, TA>(a, b, accumulator),
            TLanes.DifferWide(
                Apply<TLanes, TE, TA>(a, b, accumulator),
                TLanes.AddWide(accumulator, SetProductFractional.Apply<TLanes, TE, TA>(a, b, accumulator))));
}
