namespace PpuSim.Arithmetic;

/// <summary>
/// Sizes of the vector unit. One vector register is an array of <c>ushort</c> lanes in host byte order: lane e holds big-endian halfword e, byte 2e in
/// its upper and byte 2e+1 in its lower eight bits. The accumulator is an array of <c>int</c>, one per lane: a signed 32-bit accumulator for halfword
/// instructions; for byte instructions bits 31..16 are the signed accumulator of byte 2e and bits 15..0 that of byte 2e+1.
/// </summary>
/// <remarks>Source: ppu-reference section 3.1; RTL vector_pkg.sv, valu_pkg.sv.</remarks>
public static class VectorGeometry
{
    /// <summary>Vector registers of the machine.</summary>
    public const int Registers = 32;

    /// <summary>Halfword lanes of one slice.</summary>
    public const int LanesPerSlice = 8;

    /// <summary>Bytes of one slice.</summary>
    public const int BytesPerSlice = 2 * LanesPerSlice;

    /// <summary>Slices of the chip's processor.</summary>
    public const int MaximumSlices = 8;

    /// <summary>Halfword lanes of the longest vector.</summary>
    public const int MaximumLanes = MaximumSlices * LanesPerSlice;

    /// <summary>Bytes of the longest vector.</summary>
    public const int MaximumBytes = MaximumSlices * BytesPerSlice;

    /// <summary>Bits of a halfword element.</summary>
    public const int HalfwordBits = 16;

    /// <summary>Bits of a byte element.</summary>
    public const int ByteBits = 8;
}
