using System.Runtime.CompilerServices;
using PpuSim.AddressMap;

namespace OnChipLearn.Device;

/// <summary>
/// Column converters of the own hemisphere: unsigned bytes, one per column. A converting read digitises all channels of the row, both parities;
/// the other three vectors are fetched buffered (ppu-reference 4.5).
/// </summary>
public static class Cadc
{
    /// <summary>Converts the row and gives the causal channel of one parity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB ConvertCausal(int row, int parity) => VectorPort.Read(VectorPortMap.Causal + (uint)((row << 1) + parity));

    /// <summary>Causal channel of the last conversion.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB BufferedCausal(int row, int parity) =>
        VectorPort.Read((VectorPortMap.Causal | VectorPortMap.Buffered) + (uint)((row << 1) + parity));

    /// <summary>Acausal channel of the last conversion.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB BufferedAcausal(int row, int parity) =>
        VectorPort.Read((VectorPortMap.Acausal | VectorPortMap.Buffered) + (uint)((row << 1) + parity));

    /// <summary>Resets the correlation sensors of a row: bit 0 of a byte the causal, bit 1 the acausal one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ResetCorrelation(int row, int parity, VectorB which) =>
        VectorPort.Write(VectorPortMap.Causal + (uint)((row << 1) + parity), which);
}
