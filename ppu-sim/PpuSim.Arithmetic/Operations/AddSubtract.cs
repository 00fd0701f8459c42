using System.Runtime.CompilerServices;
using PpuSim.Arithmetic.Lanes;
using static PpuSim.Arithmetic.FixedPoint;

namespace PpuSim.Arithmetic.Operations;

/// <summary>lo_n(a + b): fxvaddhm, fxvaddbm.</summary>
public readonly struct AddModulo : IRegisterOperation
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
    public static TE Apply<TLanes, TE, TA>(TE a, TE b, TA lower, TA upper)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct =>
        TLanes.Add(a, b);
}

/// <summary>sat_n(a + b): fxvaddhfs, fxvaddbfs.</summary>
public readonly struct AddSaturating : IRegisterOperation
{
    /// <inheritdoc/>
    public static bool ReadsSecond => true;

    /// <inheritdoc/>
    public static bool ReadsAccumulator => false;

    /// <inheritdoc/>
    public static long Scalar(int bits, long a, long b, long accumulator) =>
        Saturate(bits, a + b);

    /// <inheritdoc/>
    public static bool Saturates(int bits, long a, long b, long accumulator) => Overflows(bits, a + b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TE Apply<TLanes, TE, TA>(TE a, TE b, TA lower, TA upper)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct =>
        TLanes.AddSaturate(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TE Saturated<TLanes, TE, TA>(TE a, TE b, TA lower, TA upper)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct =>
        TLanes.Differ(TLanes.AddSaturate(a, b), TLanes.Add(a, b));
}

/// <summary>lo_n(a - b): fxvsubhm, fxvsubbm.</summary>
public readonly struct SubtractModulo : IRegisterOperation
{
    /// <inheritdoc/>
    public static bool ReadsSecond => true;

    /// <inheritdoc/>
    public static bool ReadsAccumulator => false;

    /// <inheritdoc/>
    public static long Scalar(int bits, long a, long b, long accumulator) =>
        a - b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TE Apply<TLanes, TE, TA>(TE a, TE b, TA lower, TA upper)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct =>
        TLanes.Subtract(a, b);
}

/// <summary>sat_n(a - b): fxvsubhfs, fxvsubbfs.</summary>
public readonly struct SubtractSaturating : IRegisterOperation
{
    /// <inheritdoc/>
    public static bool ReadsSecond => true;

    /// <inheritdoc/>
    public static bool ReadsAccumulator => false;

    /// <inheritdoc/>
    public static long Scalar(int bits, long a, long b, long accumulator) =>
        Saturate(bits, a - b);

    /// <inheritdoc/>
    public static bool Saturates(int bits, long a, long b, long accumulator) => Overflows(bits, a - b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TE Apply<TLanes, TE, TA>(TE a, TE b, TA lower, TA upper)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct =>
        TLanes.SubtractSaturate(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TE Saturated<TLanes, TE, TA>(TE a, TE b, TA lower, TA upper)
        where TLanes : struct, ILanes<TE, TA>
        where TE : struct
        where TA : struct =>
        TLanes.Differ(TLanes.SubtractSaturate(a, b), TLanes.Subtract(a, b));
}
