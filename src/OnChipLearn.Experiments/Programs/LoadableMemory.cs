using PpuSim.AddressMap;
using PpuSim.Image;
using PpuSim.Machine;

namespace OnChipLearn.Experiments.Programs;

/// <summary>Memories that the segments of a program may lie in.</summary>
public static class LoadableMemory
{
    private static readonly MemoryRange[] Ranges =
    [
        new("SRAM", MemoryMap.SramBase, MemoryMap.SramBytes),
        new("FPGA block RAM", MemoryMap.BlockRamBase, MemoryMap.BlockRamBytes),
        new("FPGA DRAM", MemoryMap.DramBase, MemoryMap.DramBytes),
        new("FPGA block RAM (code)", MemoryMap.BlockRamFetchBase, MemoryMap.BlockRamBytes),
        new("FPGA DRAM (code)", MemoryMap.DramFetchBase, MemoryMap.DramBytes),
    ];

    /// <exception cref="ImageException">A segment lies outside all of them.</exception>
    public static void Require(ProgramImage image) => image.RequireWithin(Ranges);
}
