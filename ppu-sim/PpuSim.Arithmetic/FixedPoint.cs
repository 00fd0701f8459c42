namespace PpuSim.Arithmetic;

/// <summary>Scalar fixed-point arithmetic on signed numbers of a given width: what every lane operation is defined by.</summary>
/// <remarks>Source: ppu-reference sections 3.5 and 3.6; RTL valu_mult_add.sv.</remarks>
public static class FixedPoint
{
    /// <summary>The low <paramref name="bits"/> bits (1..64) of <paramref name="value"/>, sign-extended: arithmetic modulo 2^bits.</summary>
    public static long Wrap(int bits, long value) => value << (64 - bits) >> (64 - bits);

    /// <summary>The number nearest to <paramref name="value"/> in -2^(bits-1) .. 2^(bits-1)-1.</summary>
    public static long Saturate(int bits, long value) => Math.Clamp(value, -1L << (bits - 1), (1L << (bits - 1)) - 1);

    /// <summary>
    /// Product of two fractions of <paramref name="bits"/> bits (Q0.15 or Q0.7) with twice the bits (Q0.31 or Q0.15): 2ab, saturated.
    /// Only -1 times -1 saturates.
    /// </summary>
    public static long FractionalProduct(int bits, long a, long b) => Saturate(2 * bits, 2 * a * b);

    /// <summary>True when the fractional product saturates.</summary>
    public static bool ProductSaturates(int bits, long a, long b) => 2 * a * b != FractionalProduct(bits, a, b);

    /// <summary>True when <paramref name="value"/> does not fit into <paramref name="bits"/> bits.</summary>
    public static bool Overflows(int bits, long value) => Saturate(bits, value) != value;
}
