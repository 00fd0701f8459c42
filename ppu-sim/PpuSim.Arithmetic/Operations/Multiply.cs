using System.Runtime.CompilerServices;
using PpuSim.Arithmetic.Lanes;
using static PpuSim.Arithmetic.FixedPoint;

namespace PpuSim.Arithmetic.Operations;

/// <summary>lo_n(ab): fxvmulhm, fxvmulbm.</summary>
public readonly struct MultiplyModulo : IRegisterOperation
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
    public static TE Apply<TLanes, TE, TA>(TE a, TE b, TA lower, TA upper)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct =>
        TLanes.Multiply(a, b);
}

/// <summary>sat_2n(2ab) >> n: fxvmulhfs, fxvmulbfs.</summary>
public readonly struct MultiplyFractional : IRegisterOperation
{
    /// <inheritdoc/>
    public static bool ReadsSecond => true;

    /// <inheritdoc/>
    public static bool ReadsAccumulator => false;

    /// <inheritdoc/>
    public static long Scalar(int bits, long a, long b, long accumulator) =>
        FractionalProduct(bits, a, b) >> bits;

    /// <inheritdoc/>
    public static bool Saturates(int bits, long a, long b, long accumulator) => ProductSaturates(bits, a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TE Apply<TLanes, TE, TA>(TE a, TE b, TA lower, TA upper)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct =>
        TLanes.MultiplyFractional(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TE Saturated<TLanes, TE, TA>(TE a, TE b, TA lower, TA upper)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct =>
        TLanes.And(TLanes.IsMinimum(a), TLanes.IsMinimum(b));
}
