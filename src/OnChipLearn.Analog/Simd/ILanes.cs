namespace OnChipLearn.Analog.Simd;

/// <summary>
/// A bundle of float lanes. Kernels are written once against this interface; <see cref="ScalarLanes"/> is the reference,
/// the wider types compute the same IEEE operations on more lanes at once, so all tiers give the same bits:
/// only correctly rounded operations (add, subtract, multiply, divide, square root, explicit fused multiply-add) appear, no estimates.
/// Masks are lanes of all ones or all zeros.
/// </summary>
/// <typeparam name="TSelf">The bundle type.</typeparam>
public unsafe interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>Number of lanes: 1, 4, 8 or 16.</summary>
    static abstract int Width { get; }

    /// <summary>All lanes equal <paramref name="value"/>.</summary>
    static abstract TSelf All(float value);

    /// <summary>Loads consecutive floats; the address is a multiple of the bundle's size.</summary>
    static abstract TSelf Load(float* source);

    /// <summary>Loads floats at offsets.</summary>
    static abstract TSelf Gather(float* source, int* offsets);

    /// <summary>Stores consecutive floats.</summary>
    void Store(float* target);

    /// <summary>Weights (bytes 0..63) as floats where the label equals <paramref name="address"/>, else 0.</summary>
    static abstract TSelf WeightsWhereLabel(byte* weights, byte* labels, byte address);

    /// <summary>Weights (bytes 0..63) as floats.</summary>
    static abstract TSelf WeightsOf(byte* weights);

    /// <summary>a + b.</summary>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>a - b.</summary>
    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>a * b.</summary>
    static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>a / b, correctly rounded.</summary>
    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>Bitwise and of two masks, or of a mask and values.</summary>
    static abstract TSelf operator &(TSelf a, TSelf b);

    /// <summary>Fused a*b + c, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>Square root, correctly rounded.</summary>
    static abstract TSelf SquareRoot(TSelf a);

    /// <summary>a where a &lt; b, else b.</summary>
    static abstract TSelf Smaller(TSelf a, TSelf b);

    /// <summary>a where a &gt; b, else b.</summary>
    static abstract TSelf Larger(TSelf a, TSelf b);

    /// <summary>Mask a &lt; b.</summary>
    static abstract TSelf Less(TSelf a, TSelf b);

    /// <summary>Mask a &lt;= b.</summary>
    static abstract TSelf LessOrEqual(TSelf a, TSelf b);

    /// <summary><see cref="Bits"/> of a &lt; b, without the detour over a mask as wide as the bundle.</summary>
    static abstract uint LessBits(TSelf a, TSelf b);

    /// <summary><see cref="Bits"/> of a &lt;= b.</summary>
    static abstract uint LessOrEqualBits(TSelf a, TSelf b);

    /// <summary><paramref name="a"/> where the mask is set, else <paramref name="b"/>.</summary>
    static abstract TSelf Select(TSelf mask, TSelf a, TSelf b);

    /// <summary>The smallest lane; no lane may be a NaN.</summary>
    static abstract float Least(TSelf a);

    /// <summary>One bit per lane of a mask, lane 0 in bit 0.</summary>
    static abstract uint Bits(TSelf mask);

    /// <summary>2^n, where n sits in the low bits of 1.5*2^23 + n (see <see cref="Exponential"/>).</summary>
    static abstract TSelf PowerOfTwo(TSelf shifted);
}
