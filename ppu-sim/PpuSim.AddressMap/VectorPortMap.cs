namespace PpuSim.AddressMap;

/// <summary>
/// Addresses of the parallel port (ppu-reference 4.4). Row addresses are base + 2 * row + parity; vector byte j is column 2j + parity.
/// </summary>
public static class VectorPortMap
{
    /// <summary>Weights, 6 bits right-aligned.</summary>
    public const uint Weights = 0x0000_0000;

    /// <summary>Two calibration bits kept with the weight.</summary>
    public const uint TimeCalibration = 0x0001_0000;

    /// <summary>Two calibration bits kept with the label.</summary>
    public const uint AmplitudeCalibration = 0x0002_0000;

    /// <summary>Labels, 6 bits right-aligned.</summary>
    public const uint Labels = 0x0004_0000;

    /// <summary>CADC causal channel when read; correlation reset of the row when written (bit 0 causal, bit 1 acausal).</summary>
    public const uint Causal = 0x0008_0000;

    /// <summary>CADC acausal channel.</summary>
    public const uint Acausal = 0x000C_0000;

    /// <summary>Random generators: index 0 even, 1 odd columns; a read gives the next 8 bits of each column, a write seeds.</summary>
    public const uint Random = 0x000E_0000;

    /// <summary>Or-ed into a CADC address: the result of the last conversion, no new one.</summary>
    public const uint Buffered = 0x0020_0000;

    /// <summary>Neuron reset: index 0 even, 1 odd columns; every enabled byte resets its neuron.</summary>
    public const uint NeuronReset = 0x00C9_0200;

    /// <summary>FPGA block RAM, 128 KiB: plus byte offset / 16.</summary>
    public const uint FpgaBlockRam = 0x8000_0000;

    /// <summary>FPGA DRAM: plus byte offset / 16.</summary>
    public const uint FpgaDram = 0x8100_0000;
}
