namespace OnChipLearn.Board.Energy;

/// <summary>
/// What is counted on the chip; the energy table has one entry per name (camelCase). Instructions count when they retire; the traffic
/// that they cause (SRAM, vector registers, synapse rows) is counted beside them, not in them.
/// </summary>
public enum Activity
{
    /// <summary>Scalar integer, logic, rotate, compare instructions.</summary>
    ScalarArithmetic,

    /// <summary>Scalar multiply instructions.</summary>
    ScalarMultiply,

    /// <summary>Scalar divide instructions.</summary>
    ScalarDivide,

    /// <summary>Scalar load and store instructions.</summary>
    ScalarMemory,

    /// <summary>Branches, taken or not.</summary>
    ScalarBranch,

    /// <summary>Moves from and to special registers, synchronisation, traps.</summary>
    ScalarSystem,

    /// <summary>Vector add, subtract, compare, shift on 128 lanes of 8 bit.</summary>
    VectorAddBytes,

    /// <summary>The same on 64 lanes of 16 bit.</summary>
    VectorAddHalfwords,

    /// <summary>Vector multiply, multiply-accumulate on 128 lanes of 8 bit.</summary>
    VectorMultiplyBytes,

    /// <summary>The same on 64 lanes of 16 bit.</summary>
    VectorMultiplyHalfwords,

    /// <summary>Vector select, splat, pack, unpack, and moves of the accumulator.</summary>
    VectorPermute,

    /// <summary>Vector load and store instructions.</summary>
    VectorMemory,

    /// <summary>Vector input and output instructions (synapse rows, converters, sensors).</summary>
    VectorInputOutput,

    /// <summary>32-bit words read from the PPU's SRAM, instruction fetches included.</summary>
    SramWordReads,

    /// <summary>32-bit words written to it.</summary>
    SramWordWrites,

    /// <summary>1,024-bit vector registers read as operands.</summary>
    VectorRegisterReads,

    /// <summary>1,024-bit vector registers written.</summary>
    VectorRegisterWrites,

    /// <summary>Reads of one half row (128 synapses) of weights or labels.</summary>
    SynapseRowReads,

    /// <summary>Writes of one half row.</summary>
    SynapseRowWrites,

    /// <summary>8-bit conversions, per channel.</summary>
    CadcConversions,

    /// <summary>Transfers over the on-chip bus.</summary>
    OmnibusAccesses,

    /// <summary>Deliveries of an event to one synapse whose label matches.</summary>
    SynapticEvents,

    /// <summary>Events that a synapse driver accepts.</summary>
    DriverEvents,

    /// <summary>Spikes of neurons.</summary>
    NeuronSpikes,

    /// <summary>Events through one node of the crossbar.</summary>
    CrossbarEvents,

    /// <summary>Events over the link from FPGA to chip.</summary>
    LinkEventsToChip,

    /// <summary>Events over the link from chip to FPGA.</summary>
    LinkEventsFromChip,

    /// <summary>32-bit words that a PPU reads from FPGA memory; the chip's end of the link only.</summary>
    FpgaMemoryWordReads,

    /// <summary>32-bit words that it writes there.</summary>
    FpgaMemoryWordWrites,

    /// <summary>Cycles in which a running PPU retires nothing.</summary>
    PpuStallCycles,

    /// <summary>Cycles in which a PPU sleeps or is held in reset.</summary>
    PpuIdleCycles,
}
