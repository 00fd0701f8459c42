using System.Runtime.InteropServices;

namespace PpuSim.Arithmetic.Kernels;

/// <summary>Fills a vector with one scalar: fxvsplath, fxvsplatb. Layout as in <see cref="VectorGeometry"/>.</summary>
/// <remarks>Source: ppu-reference section 3.3; RTL vector_permute.sv. The fill of the framework is vectorised for every tier.</remarks>
public static class SplatKernel
{
    /// <summary>Every halfword becomes the low 16 bits of <paramref name="scalar"/>.</summary>
    public static void Halfwords(ref ushort destination, uint scalar, int lanes) => MemoryMarshal.CreateSpan(ref destination, lanes).Fill((ushort)scalar);

    /// <summary>Every byte becomes the low 8 bits of <paramref name="scalar"/>.</summary>
    public static void Bytes(ref ushort destination, uint scalar, int lanes)
    {
        const uint BothBytes = 0x0101;
        Halfwords(ref destination, (scalar & 0xff) * BothBytes, lanes);
    }
}
