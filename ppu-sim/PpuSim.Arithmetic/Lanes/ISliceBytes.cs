namespace PpuSim.Arithmetic.Lanes;

/// <summary>Movements of bytes inside slices (8 halfword lanes, 16 big-endian bytes).</summary>
/// <typeparam name="T">SIMD register of halfword lanes, one or more slices.</typeparam>
public interface ISliceBytes<T>
{
    /// <summary>Exchanges the two bytes of every halfword: between memory bytes and lanes.</summary>
    static abstract T SwapBytes(T a);

    /// <summary>
    /// The low bytes of the 8 halfwords of each slice of <paramref name="first"/> become bytes 0..7 of the slice, those of <paramref name="second"/>
    /// bytes 8..15. The high bytes of both must be 0.
    /// </summary>
    static abstract T PackLowBytes(T first, T second);

    /// <summary>Bytes 0..7 of each slice, each zero-extended to a halfword.</summary>
    static abstract T SpreadLeft(T a);

    /// <summary>Bytes 8..15 of each slice, each zero-extended to a halfword.</summary>
    static abstract T SpreadRight(T a);
}
