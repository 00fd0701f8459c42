namespace PpuSim.Machine;

/// <summary>
/// What answers scalar and serial vector accesses outside the processor's own SRAM: FPGA memory (address bit 30) and the on-chip Omnibus (bit 31).
/// All transfers are aligned 32-bit words. Cycles are processor clock cycles (4 ns) since reset release.
/// </summary>
public interface IDataPort
{
    /// <summary>
    /// How many cycles a request that appears in <paramref name="cycle"/> waits before it is accepted (0 = at once). Called every time a request is
    /// presented for the first time; the request is then accepted, with <see cref="Read"/> or <see cref="Write"/>, that many cycles later.
    /// </summary>
    int AcceptDelay(uint address, bool write, long cycle);

    /// <summary>Accepts a read in <paramref name="cycle"/>; <paramref name="latency"/> (at least 1) is the number of cycles until the answer.</summary>
    uint Read(uint address, long cycle, out int latency);

    /// <summary>Accepts a write in <paramref name="cycle"/>. Byte enables: bit 3 = most significant byte (lowest address). Returns the latency of the acknowledge.</summary>
    int Write(uint address, uint value, int byteEnables, long cycle);
}
