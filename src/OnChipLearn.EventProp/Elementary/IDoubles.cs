using System.Numerics;
using System.Runtime.Intrinsics;

namespace OnChipLearn.EventProp.Elementary;

/// <summary>
/// Float64 numbers of one host vector. Code that is generic in them runs at the width that the host has: eight with AVX-512, else four
/// (<see cref="Vector512.IsHardwareAccelerated"/>, which the host's compiler knows), and gives the same bits in each lane.
/// </summary>
/// <typeparam name="T">The vector itself.</typeparam>
public interface IDoubles<T> :
    IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>, IDivisionOperators<T, T, T>
    where T : struct, IDoubles<T>
{
    /// <summary>Most lanes that any width has: arrays are padded by this many, or to a multiple of it.</summary>
    const int Padding = 8;

    /// <summary>Lanes.</summary>
    static abstract int Count { get; }

    /// <summary>Lane 0.</summary>
    double First { get; }

    /// <summary>The number in each lane.</summary>
    static abstract T All(double value);

    /// <summary>The bits of the integer in each lane.</summary>
    static abstract T AllIntegers(long value);

    /// <summary>Mask of the first lanes.</summary>
    static abstract T FirstLanes(long count);

    /// <summary>Takes neighbouring numbers.</summary>
    static abstract T Load(ref readonly double source, nuint offset);

    /// <summary>Takes masks: -1 or 0 for each lane.</summary>
    static abstract T LoadMask(ref readonly long source, nuint offset);

    /// <summary>Puts the lanes side by side.</summary>
    void Store(ref double target, nuint offset);

    /// <summary>Every lane times the same number.</summary>
    static abstract T operator *(T a, double b);

    /// <summary>Bitwise and.</summary>
    static abstract T operator &(T a, T b);

    /// <summary>Bitwise or.</summary>
    static abstract T operator |(T a, T b);

    /// <summary>a and not b, bitwise.</summary>
    static abstract T AndNot(T a, T b);

    /// <summary>Mask of the lanes with a &lt; b.</summary>
    static abstract T Less(T a, T b);

    /// <summary>Mask of the lanes with a &lt;= b.</summary>
    static abstract T LessOrEqual(T a, T b);

    /// <summary>Mask of the lanes with a = b.</summary>
    static abstract T Equal(T a, T b);

    /// <summary>a where the mask is set, else b.</summary>
    static abstract T Select(T mask, T a, T b);

    /// <summary>Square root.</summary>
    static abstract T SquareRoot(T a);

    /// <summary>The larger one (IEEE 754 maximum).</summary>
    static abstract T Larger(T a, T b);

    /// <summary>Whether all lanes are zero, of either sign; of a mask, whether no lane is set.</summary>
    static abstract bool IsZero(T a);

    /// <summary>Bit k: lane k of the mask.</summary>
    static abstract ulong Bits(T mask);

    /// <summary>Sum of the lanes as 64-bit integers.</summary>
    static abstract T AddIntegers(T a, T b);

    /// <summary>Difference of the lanes as 64-bit integers.</summary>
    static abstract T SubtractIntegers(T a, T b);

    /// <summary>Lanes as 64-bit integers, shifted left.</summary>
    static abstract T ShiftLeft(T a, int count);

    /// <summary>Lanes as signed 64-bit integers, shifted right.</summary>
    static abstract T ShiftRightArithmetic(T a, int count);

    /// <summary>Sum of eight numbers in an order that every width keeps; <paramref name="high"/> has no part in it where one vector holds all eight.</summary>
    static abstract double Total(T low, T high);
}
