namespace PpuSim.Machine;

/// <summary>
/// What answers fxvinx and fxvoutx: the parallel port to the synapse array, converters, random generators, neuron resets and FPGA memory.
/// The 32-bit address is passed on unchanged (ppu-reference section 4.4). Byte k of a span is vector byte k. One access at a time is accepted, in program order.
/// </summary>
public interface IVectorPort
{
    /// <summary>How many cycles an access that appears in <paramref name="cycle"/> waits before it is accepted (0 = at once).</summary>
    int AcceptDelay(uint address, bool write, long cycle);

    /// <summary>Accepts a read in <paramref name="cycle"/> and fills all bytes; returns the number of cycles until the answer (at least 1).</summary>
    int Read(uint address, Span<byte> bytes, long cycle);

    /// <summary>
    /// Accepts a write in <paramref name="cycle"/>; only bytes with <paramref name="enables"/>[k] = 0xff are written (the others are 0x00).
    /// Returns the number of cycles until the acknowledge (at least 1).
    /// </summary>
    int Write(uint address, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> enables, long cycle);
}
