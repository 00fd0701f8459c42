namespace PpuSim.Timing;

/// <summary>
/// Observer of a running core. Implemented by structs and bound at compile time, so that an observer which does nothing costs nothing.
/// Cycles count from reset release; program counters are byte addresses.
/// </summary>
public interface IProbe
{
    /// <summary>An instruction, or one step of a multi-cycle instruction, left decode.</summary>
    void Issue(long cycle, uint pc, MicroOp op);

    /// <summary>A nop, sync or wait left decode: it retires without having been issued.</summary>
    void Pass(long cycle, uint pc, MicroOp op);

    /// <summary>What the observer does anything about: of the rest it need not be told.</summary>
    static virtual ProbeEvents Hears => ProbeEvents.All;

    /// <summary>False when the observer does nothing about stores to this SRAM word, however often: it need not be told of them.</summary>
    /// <param name="address">Byte address of the word.</param>
    bool HearsStores(uint address) => true;

    /// <summary>The instruction at <paramref name="pc"/> (the one in decode) did not issue in this cycle.</summary>
    void Stall(long cycle, uint pc, StallCause cause);

    /// <summary>A word access was accepted on the data bus. Size in bytes; value right-aligned (stores) or the word read (loads).</summary>
    void Memory(long cycle, uint address, int size, uint value, MemoryAccess access);

    /// <summary>True when the saturated elements of vector instructions are to be counted, which takes time.</summary>
    static virtual bool CountsSaturations => false;

    /// <summary>A vector instruction executed; <paramref name="saturated"/> elements were clipped (0 unless <see cref="CountsSaturations"/>).</summary>
    void VectorExecute(long cycle, MicroOp op, int saturated);

    /// <summary>An interrupt was taken; vector is the byte address of its entry.</summary>
    void Interrupt(long cycle, uint vector, uint returnAddress);

    /// <summary>The sleep output has its new value from <paramref name="cycle"/> on.</summary>
    void Sleep(long cycle, bool asleep);
}

/// <summary>Who accesses memory, and how.</summary>
public enum MemoryAccess : byte
{
    ScalarLoad,
    ScalarStore,
    VectorLoad,
    VectorStore,
}
