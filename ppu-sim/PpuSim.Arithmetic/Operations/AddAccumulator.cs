using System.Runtime.CompilerServices;
using PpuSim.Arithmetic.Lanes;
using static PpuSim.Arithmetic.FixedPoint;

namespace PpuSim.Arithmetic.Operations;

/// <summary>lo_n(A + a): fxvaddachm, fxvaddacbm.</summary>
public readonly struct AddAccumulatorModulo : IRegisterOperation
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
    public static TE Apply<TLanes, TE, TA>(TE a, TE b, TA lower, TA upper)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct =>
        TLanes.Add(TLanes.NarrowLow(lower, upper), a);
}

/// <summary>sat_2n(A + a 2^n) >> n, which is the upper half of A plus a, saturated: fxvaddachfs, fxvaddacbfs.</summary>
public readonly struct AddAccumulatorFractional : IRegisterOperation
{
    /// <inheritdoc/>
    public static bool ReadsSecond => false;

    /// <inheritdoc/>
    public static bool ReadsAccumulator => true;

    /// <inheritdoc/>
    public static long Scalar(int bits, long a, long b, long accumulator) =>
        Saturate(2 * bits, accumulator + (a << bits)) >> bits;

    /// <inheritdoc/>
    public static bool Saturates(int bits, long a, long b, long accumulator) => Overflows(2 * bits, accumulator + (a << bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TE Apply<TLanes, TE, TA>(TE a, TE b, TA lower, TA upper)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct =>
        TLanes.AddSaturate(TLanes.NarrowHigh(lower, upper), a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TE Saturated<TLanes, TE, TA>(TE a, TE b, TA lower, TA upper)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct =>
        AddSaturating.Saturated<TLanes, TE, TA>(TLanes.NarrowHigh(lower, upper), a, lower, upper);
}
