namespace PpuSim.Arithmetic.Lanes;

/// <summary>
/// The few SIMD primitives that lane operations are written in, for one element width (n = 16 or 8 bits) and one register width.
/// In memory order element k of a byte vector (host order) belongs to 16-bit accumulator k, and halfword k to 32-bit accumulator k; so the accumulators of a
/// register of elements are that register widened: a lower and an upper half.
/// </summary>
/// <typeparam name="TElements">SIMD register of signed n-bit elements.</typeparam>
/// <typeparam name="TAccumulators">SIMD register of half as many signed 2n-bit accumulators.</typeparam>
public interface ILanes<TElements, TAccumulators>
{
    /// <summary>Halfword lanes of one SIMD register.</summary>
    static abstract int Count { get; }

    /// <summary>Loads <see cref="Count"/> lanes.</summary>
    static abstract TElements Load(ref ushort source);

    /// <summary>Stores <see cref="Count"/> lanes.</summary>
    static abstract void Store(TElements value, ref ushort destination);

    /// <summary>Loads the accumulators of half as many lanes.</summary>
    static abstract TAccumulators LoadAccumulators(ref int source);

    /// <summary>Stores the accumulators of half as many lanes.</summary>
    static abstract void StoreAccumulators(TAccumulators value, ref int destination);

    /// <summary>lo_n(a + b).</summary>
    static abstract TElements Add(TElements a, TElements b);

    /// <summary>lo_n(a - b).</summary>
    static abstract TElements Subtract(TElements a, TElements b);

    /// <summary>sat_n(a + b).</summary>
    static abstract TElements AddSaturate(TElements a, TElements b);

    /// <summary>sat_n(a - b).</summary>
    static abstract TElements SubtractSaturate(TElements a, TElements b);

    /// <summary>lo_n(ab).</summary>
    static abstract TElements Multiply(TElements a, TElements b);

    /// <summary>sat_2n(2ab) >> n.</summary>
    static abstract TElements MultiplyFractional(TElements a, TElements b);

    /// <summary>a shifted left by 0..n-1 bits.</summary>
    static abstract TElements ShiftLeft(TElements a, int count);

    /// <summary>a shifted right by 0..n-1 bits, zero fill.</summary>
    static abstract TElements ShiftRight(TElements a, int count);

    /// <summary>All ones where a = 0.</summary>
    static abstract TElements IsZero(TElements a);

    /// <summary>All ones where a > 0.</summary>
    static abstract TElements IsPositive(TElements a);

    /// <summary>All ones where a &lt; 0.</summary>
    static abstract TElements IsNegative(TElements a);

    /// <summary>All ones where a is the smallest number, -2^(n-1).</summary>
    static abstract TElements IsMinimum(TElements a);

    /// <summary>All ones where a and b differ.</summary>
    static abstract TElements Differ(TElements a, TElements b);

    /// <summary>Bits of both.</summary>
    static abstract TElements And(TElements a, TElements b);

    /// <summary>Bits of <paramref name="whenSet"/> where the mask is one, else of <paramref name="whenClear"/>.</summary>
    static abstract TElements Blend(TElements mask, TElements whenSet, TElements whenClear);

    /// <summary>Number of elements that are not 0.</summary>
    static abstract int CountNonZero(TElements a);

    /// <summary>Sign-extends the first half of the elements. On a mask of enabled bytes it gives the mask of the accumulator bytes that they enable.</summary>
    static abstract TAccumulators WidenLower(TElements a);

    /// <summary>Sign-extends the second half of the elements.</summary>
    static abstract TAccumulators WidenUpper(TElements a);

    /// <summary>As <see cref="WidenLower"/> for a mask: each mask byte enables two bytes of accumulator.</summary>
    static abstract TAccumulators WidenMaskLower(TElements mask);

    /// <summary>As <see cref="WidenUpper"/> for a mask: each mask byte enables two bytes of accumulator.</summary>
    static abstract TAccumulators WidenMaskUpper(TElements mask);

    /// <summary>The low n bits of each accumulator.</summary>
    static abstract TElements NarrowLow(TAccumulators lower, TAccumulators upper);

    /// <summary>The high n bits of each accumulator.</summary>
    static abstract TElements NarrowHigh(TAccumulators lower, TAccumulators upper);

    /// <summary>wrap_2n(a + b).</summary>
    static abstract TAccumulators AddWide(TAccumulators a, TAccumulators b);

    /// <summary>sat_2n(a + b).</summary>
    static abstract TAccumulators AddWideSaturate(TAccumulators a, TAccumulators b);

    /// <summary>wrap_2n(ab).</summary>
    static abstract TAccumulators MultiplyWide(TAccumulators a, TAccumulators b);

    /// <summary>sat_2n(2p) of a product p of two sign-extended elements (never -2^(2n-2)).</summary>
    static abstract TAccumulators DoubleProduct(TAccumulators product);

    /// <summary>a shifted left by n bits.</summary>
    static abstract TAccumulators ShiftUp(TAccumulators a);

    /// <summary>All ones where a and b differ.</summary>
    static abstract TAccumulators DifferWide(TAccumulators a, TAccumulators b);

    /// <summary>Bits of either.</summary>
    static abstract TAccumulators OrWide(TAccumulators a, TAccumulators b);

    /// <summary>Bits of both.</summary>
    static abstract TAccumulators AndWide(TAccumulators a, TAccumulators b);

    /// <summary>Bits of <paramref name="whenSet"/> where the mask is one, else of <paramref name="whenClear"/>.</summary>
    static abstract TAccumulators BlendWide(TAccumulators mask, TAccumulators whenSet, TAccumulators whenClear);

    /// <summary>Number of accumulators that are not 0.</summary>
    static abstract int CountNonZeroWide(TAccumulators a);
}
