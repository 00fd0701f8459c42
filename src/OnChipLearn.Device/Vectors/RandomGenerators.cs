using System.Runtime.CompilerServices;
using PpuSim.AddressMap;

namespace OnChipLearn.Device;

/// <summary>Random generators of the own hemisphere, one 16-bit shift register per column (ppu-reference 4.4).</summary>
public static class RandomGenerators
{
    /// <summary>The next 8 bits of each column of one parity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB Next(int parity) => VectorPort.Read(VectorPortMap.Random + (uint)parity);

    /// <summary>Seeds: the low state byte of each column becomes the value, the high one zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Seed(int parity, VectorB seeds) => VectorPort.Write(VectorPortMap.Random + (uint)parity, seeds);
}
