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
    internal readonly long[] Issued = new long[byte.MaxValue + 1];
    internal long SramReads;
    internal long SramWrites;
    internal long Passed;

    /// <summary>
    /// All counts up to now. Stalls and sleep are the core's own totals: it steps over sleep without calling its probe in every cycle.
    /// </summary>
    public ActivityCounts Read(IPpuCore core)
    {
        ActivityCounts counts = default;
        for (var op = 0; op < Issued.Length; op++)
        {
            if (Issued[op] is not 0 and var issued)
            {
                var activity = InstructionActivity.Of((Op)op);
                counts[activity.Class] += issued;
                counts[Activity.VectorRegisterReads] += issued * activity.VectorReads;
                counts[Activity.VectorRegisterWrites] += issued * activity.VectorWrites;
            }
        }

        counts[Activity.ScalarSystem] += Passed;
        counts[Activity.SramWordReads] = SramReads;
        counts[Activity.SramWordWrites] = SramWrites;
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
/// Counts a core's activity for the energy meter: instructions by class (each step of a load or store multiple once), fetches, SRAM
/// traffic, vector registers. What lies behind the data and vector ports, and everything analog, is the chip's to count
/// (<see cref="ChipActivity"/>).
/// </summary>
public readonly struct PpuActivityProbe(PpuActivityCounter counter) : IProbe
{
    public static bool HearsStalls => false;

    public void Issue(long cycle, uint pc, MicroOp op)
    {
        counter.Issued[(int)op.Op]++;
        if (op.Step == 0)
        {
            Fetch(pc);
        }
    }

    public void Pass(long cycle, uint pc, MicroOp op)
    {
        counter.Passed++;
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
            counter.SramWrites++;
        }
        else
        {
            counter.SramReads++;
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
            counter.SramReads++;
        }
    }
}
