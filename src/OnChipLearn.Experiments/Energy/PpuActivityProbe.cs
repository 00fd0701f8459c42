using OnChipLearn.Board.Energy;
using PpuSim.Machine;
using PpuSim.Timing;

namespace OnChipLearn.Experiments.Energy;

/// <summary>The counters that a <see cref="PpuActivityProbe"/> fills; they only grow.</summary>
public sealed class PpuActivityCounter
{
    /// <summary>Instructions, memory and register traffic since the core was built.</summary>
    internal ActivityCounts Traffic;

    /// <summary>
    /// All counts up to now. Stalls and sleep are the core's own totals: it steps over sleep without calling its probe in every cycle.
    /// </summary>
    public ActivityCounts Read(IPpuCore core)
    {
        var counts = Traffic;
        for (var cause = StallCause.Startup; cause < StallCause.Count; cause++)
        {
            // A nop takes its cycle as an instruction.
            if (cause != StallCause.Nop)
            {
                counts[cause == StallCause.Sleep ? Activity.PpuIdleCycles : Activity.PpuStallCycles] += core.Stalls[(int)cause];
            }
        }

        return counts;
    }
}

/// <summary>
/// Counts a core's activity for the energy meter: instructions by class (each step of a load or store multiple once), fetches, memory
/// traffic, vector registers. Synapse rows, converters and neuron resets behind the vector port, and everything analog,
/// are the chip's to count.
/// </summary>
public readonly struct PpuActivityProbe(PpuActivityCounter counter) : IProbe
{
    public void Issue(long cycle, uint pc, MicroOp op)
    {
        ref var counts = ref counter.Traffic;
        var activity = InstructionActivity.Of(op.Op);
        counts[activity.Class]++;
        counts[Activity.VectorRegisterReads] += activity.VectorReads;
        counts[Activity.VectorRegisterWrites] += activity.VectorWrites;
        if (op.Step == 0)
        {
            Fetch(pc);
        }
    }

    public void Pass(long cycle, uint pc, MicroOp op)
    {
        counter.Traffic[Activity.ScalarSystem]++;
        Fetch(pc);
    }

    public void Stall(long cycle, uint pc, StallCause cause)
    {
    }

    public void Memory(long cycle, uint address, int size, uint value, MemoryAccess access)
    {
        var writes = access is MemoryAccess.ScalarStore or MemoryAccess.VectorStore;
        var vector = access is MemoryAccess.VectorLoad or MemoryAccess.VectorStore;
        counter.Traffic[Place(address, writes, vector)]++;
    }

    public void VectorExecute(long cycle, MicroOp op, int saturated)
    {
    }

    public void Interrupt(long cycle, uint vector, uint returnAddress)
    {
    }

    public void Sleep(long cycle, bool asleep)
    {
    }

    private static Activity Place(uint address, bool writes, bool vector)
    {
        if (MemoryMap.IsSram(address))
        {
            return writes ? Activity.SramWordWrites : Activity.SramWordReads;
        }

        // Scalar accesses with bit 31 set are the chip's own bus; everything else outside the SRAM lies in the FPGA.
        return !vector && address >= MemoryMap.OmnibusBase ? Activity.OmnibusAccesses
            : writes ? Activity.FpgaMemoryWordWrites
            : Activity.FpgaMemoryWordReads;
    }

    private void Fetch(uint pc)
    {
        if (MemoryMap.IsSram(pc))
        {
            counter.Traffic[Activity.SramWordReads]++;
        }
    }
}
