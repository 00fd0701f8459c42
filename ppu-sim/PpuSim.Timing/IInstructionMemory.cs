namespace PpuSim.Timing;

/// <summary>Code outside the SRAM: FPGA memory through the instruction window (byte addresses with bit 31 set).</summary>
public interface IInstructionMemory
{
    /// <summary>True when its contents never change.</summary>
    bool IsConstant => false;

    uint Fetch(uint address);
}
