namespace OnChipLearn.Device;

/// <summary>Byte addresses of FPGA memory in a processor's scalar data space (ppu-reference 4.1).</summary>
public static class FpgaMap
{
    /// <summary>Block RAM, 128 KiB.</summary>
    public const uint BlockRam = 0x4000_0000;

    /// <summary>DRAM, 256 MiB.</summary>
    public const uint Dram = 0x5000_0000;
}
