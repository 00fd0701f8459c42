using OnChipLearn.Board.Energy;
using PpuSim.AddressMap;
using PpuSim.Isa;
using PpuSim.Machine;
using PpuSim.Timing;

namespace OnChipLearn.Experiments.Energy;

/// <summary>The counters that a <see cref="PpuActivityProbe"/> fills; they only grow.</summary>
public sealed class PpuActivityCounter
{
    // One count per instruction; classes and register traffic follow from it when somebody looks.
    internal const int Operations = byte.MaxValue + 1;
    internal const int SramReads = Operations;
    internal const int SramWrites = SramReads + 1;
    internal const int Passed = SramWrites + 1;
    internal readonly long[] Counts = new long[Passed + 1];

    /// <summary>
    /// All counts up to now. Stalls and sleep are the core's own totals: it steps over sleep without calling its probe in every cycle.
    /// </summary>
    public ActivityCounts Read(IPpuCore core)
    {
        // First: it makes the core add up what it has not told yet.
        var stalls = core.Stalls;
        ActivityCounts counts = default;
        for (var op = 0; op < Operations; op++)
        {
            if (Counts[op] is not 0 and var issued)
            {
                var activity = InstructionActivity.Of((Op)op);
                counts[activity.Class] += issued;
                counts[Activity.VectorRegisterReads] += issued * activity.VectorReads;
                counts[Activity.VectorRegisterWrites] += issued * activity.VectorWrites;
            }
        }

        counts[Activity.ScalarSystem] += Counts[Passed];
        counts[Activity.SramWordReads] = Counts[SramReads];
        counts[Activity.SramWordWrites] = Counts[SramWrites];
        for (var cause = StallCause.Startup; cause < StallCause.Count; cause++)
        {
            // A nop takes its cycle as an instruction.
            if (cause != StallCause.Nop)
            {
                counts[cause == StallCause.Sleep ? Activity.PpuIdleCycles : Activity.PpuStallCycles] += stalls[(int)cause];
            }
        }

        return counts;
    }
}

/// <summary>
/// Counts a core's activity for the energy meter: instructions by class (each step of a load or store multiple once), fetches, SRAM
/// traffic, vector registers. What lies behind the data and vector ports, and everything analog, is the chip's to count
/// (<see cref="ChipActivity"/>).
/// </summary>
public readonly struct PpuActivityProbe(PpuActivityCounter counter) : ICountingProbe
{
    public static ProbeEvents Hears => ProbeEvents.Instructions | ProbeEvents.Loads | ProbeEvents.Stores;

    public long[] Counts => counter.Counts;

    public void Issue(long cycle, uint pc, MicroOp op)
    {
        counter.Counts[(int)op.Op]++;
        if (op.Step == 0)
        {
            Fetch(pc);
        }
    }

    public void Pass(long cycle, uint pc, MicroOp op)
    {
        counter.Counts[PpuActivityCounter.Passed]++;
        Fetch(pc);
    }

    public void Stall(long cycle, uint pc, StallCause cause)
    {
    }

    public void Memory(long cycle, uint address, int size, uint value, MemoryAccess access)
    {
        if (!MemoryMap.IsSram(address))
        {
            return;
        }

        if (access is MemoryAccess.ScalarStore or MemoryAccess.VectorStore)
        {
            counter.Counts[PpuActivityCounter.SramWrites]++;
        }
        else
        {
            counter.Counts[PpuActivityCounter.SramReads]++;
        }
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

    private void Fetch(uint pc)
    {
        if (MemoryMap.IsSram(pc))
        {
            counter.Counts[PpuActivityCounter.SramReads]++;
        }
    }
}
