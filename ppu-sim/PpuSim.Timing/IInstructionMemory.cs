namespace PpuSim.Timing;

/// <summary>Code outside the SRAM: FPGA memory through the instruction window (byte addresses with bit 31 set).</summary>
public interface IInstructionMemory
{
    uint Fetch(uint address);
}
