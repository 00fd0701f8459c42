using System.Runtime.CompilerServices;
using PpuSim.AddressMap;

namespace OnChipLearn.Device;

/// <summary>Synapse rows of the own hemisphere; row 0 to 255 (256 = column switches), parity 0 even and 1 odd columns (ppu-reference 4.4).</summary>
public static class SynapseArray
{
    /// <summary>Largest weight of a synapse, 6 bits.</summary>
    public const int LargestWeight = 63;

    /// <summary>Weights of one row and parity, 0 to 63 per byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB ReadWeights(int row, int parity) => VectorPort.Read(VectorPortMap.Weights + (uint)((row << 1) + parity));

    /// <summary>Writes the weights of one row and parity; bits above the low six are dropped by the array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteWeights(int row, int parity, VectorB weights) =>
        VectorPort.Write(VectorPortMap.Weights + (uint)((row << 1) + parity), weights);

    /// <summary>Labels of one row and parity, 0 to 63 per byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB ReadLabels(int row, int parity) => VectorPort.Read(VectorPortMap.Labels + (uint)((row << 1) + parity));

    /// <summary>Writes the labels of one row and parity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteLabels(int row, int parity, VectorB labels) =>
        VectorPort.Write(VectorPortMap.Labels + (uint)((row << 1) + parity), labels);
}
