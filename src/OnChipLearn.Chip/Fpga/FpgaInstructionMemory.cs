using PpuSim.AddressMap;
using PpuSim.Machine;
using PpuSim.Timing;

namespace OnChipLearn.Chip.Fpga;

/// <summary>Instruction windows of the FPGA memory (reference section 4.1): fetch addresses with bit 31 set.</summary>
public sealed class FpgaInstructionMemory(FpgaMemory memory) : IInstructionMemory
{
    /// <inheritdoc/>
    public uint Fetch(uint address) => memory.ReadWord(address >= MemoryMap.DramFetchBase
        ? address - MemoryMap.DramFetchBase + MemoryMap.DramBase
        : address - MemoryMap.BlockRamFetchBase + MemoryMap.BlockRamBase);
}
