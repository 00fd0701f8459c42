using PpuSim.Machine;

namespace PpuSim.Timing;

/// <summary>What a core is connected to.</summary>
/// <param name="Data">Scalar and serial vector accesses outside the SRAM.</param>
/// <param name="Vector">Parallel vector accesses.</param>
/// <param name="Instructions">Code outside the SRAM, or null where there is none.</param>
public sealed record CorePorts(IDataPort Data, IVectorPort Vector, IInstructionMemory? Instructions = null);
