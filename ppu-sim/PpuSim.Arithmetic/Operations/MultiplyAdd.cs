using System.Runtime.CompilerServices;
using PpuSim.Arithmetic.Lanes;
using static PpuSim.Arithmetic.FixedPoint;

namespace PpuSim.Arithmetic.Operations;

/// <summary>lo_n(A + ab): fxvmahm, fxvmabm.</summary>
public readonly struct MultiplyAddModulo : IRegisterOperation
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
    public static TE Apply<TLanes, TE, TA>(TE a, TE b, TA lower, TA upper)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct =>
        TLanes.Add(TLanes.NarrowLow(lower, upper), TLanes.Multiply(a, b));
}

/// <summary>sat_2n(A + sat_2n(2ab)) >> n: fxvmahfs, fxvmabfs.</summary>
public readonly struct MultiplyAddFractional : IRegisterOperation
{
    /// <inheritdoc/>
    public static bool ReadsSecond => true;

    /// <inheritdoc/>
    public static bool ReadsAccumulator => true;

    /// <inheritdoc/>
    public static long Scalar(int bits, long a, long b, long accumulator) =>
        Saturate(2 * bits, accumulator + FractionalProduct(bits, a, b)) >> bits;

    /// <inheritdoc/>
    public static bool Saturates(int bits, long a, long b, long accumulator) => ProductSaturates(bits, a, b) || Overflows(2 * bits, accumulator + FractionalProduct(bits, a, b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TE Apply<TLanes, TE, TA>(TE a, TE b, TA lower, TA upper)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct =>
        TLanes.NarrowHigh(
            AddProductFractional.Apply<TLanes, TE, TA>(TLanes.WidenLower(a), TLanes.WidenLower(b), lower),
            AddProductFractional.Apply<TLanes, TE, TA>(TLanes.WidenUpper(a), TLanes.WidenUpper(b), upper));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TE Saturated<TLanes, TE, TA>(TE a, TE b, TA lower, TA upper)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct =>
        TLanes.NarrowLow(
            AddProductFractional.Saturated<TLanes, TE, TA>(TLanes.WidenLower(a), TLanes.WidenLower(b), lower),
            AddProductFractional.Saturated<TLanes, TE, TA>(TLanes.WidenUpper(a), TLanes.WidenUpper(b), upper));
}
