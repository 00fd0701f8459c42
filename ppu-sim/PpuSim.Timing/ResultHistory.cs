using PpuSim.Machine;

namespace PpuSim.Timing;

/// <summary>
/// Results that were computed in the operand stage but whose write-back lies in the future. Registers are updated at once, because every reader waits
/// for the write-back anyway; the old values are kept here for the two cases in which hardware shows them: an interrupt that disables the write-back,
/// and fxvsplat of r0, which does not wait.
/// </summary>
internal sealed class ResultHistory
{
    private const int Capacity = 8;
    private readonly Entry[] _entries = new Entry[Capacity];
    private int _next;

    private struct Entry
    {
        public long WriteCycle;
        public long IssueCycle;

        // Write cycle and value of a result that an interrupt has taken back.
        public long LostCycle;
        public uint LostValue;
        public bool IsAddress;
        public int Register;
        public uint OldValue;
        public uint OldCr;
        public uint OldXer;
        public uint OldLr;
        public uint OldCtr;
        public byte Cr;
        public bool Xer;
        public bool LinkAndCounter;
    }

    public void Reset()
    {
        Array.Clear(_entries);
        foreach (ref var entry in _entries.AsSpan())
        {
            entry.WriteCycle = entry.LostCycle = long.MinValue;
        }
    }

    /// <summary>Forgets results that were written, and lost, before <paramref name="cycle"/>; nobody asks about them any more.</summary>
    public void Settle(long cycle)
    {
        var kept = new List<Entry>();
        for (var k = Capacity; k >= 1; k--)
        {
            ref readonly var entry = ref _entries[_next - k & (Capacity - 1)];
            if (entry.WriteCycle >= cycle || entry.LostCycle >= cycle)
            {
                kept.Add(entry);
            }
        }

        Reset();
        kept.CopyTo(_entries);
        _next = kept.Count;
    }

    /// <summary>Call before the instruction executes.</summary>
    public void Remember(ScalarState state, MicroOp op, long writeCycle)
    {
        ref var entry = ref _entries[_next++ & (Capacity - 1)];
        entry.IssueCycle = writeCycle - op.Latency - 1;
        entry.WriteCycle = writeCycle;
        entry.LostCycle = long.MinValue;
        entry.IsAddress = op.Unit == CoreUnit.LoadStore;
        entry.Register = op.Destination;
        entry.OldValue = op.Destination >= 0 ? state.Gpr[op.Destination] : 0;
        entry.Cr = op.CrWrites;
        entry.OldCr = state.Cr;
        entry.Xer = op.WritesXer;
        entry.OldXer = state.Xer;
        entry.LinkAndCounter = op.IsBranch || op.SprWritten >= 0;
        entry.OldLr = state.Lr;
        entry.OldCtr = state.Ctr;
    }

    /// <summary>
    /// Takes back every result that would be written in <paramref name="cycle"/> or later, youngest first, and that was issued in
    /// <paramref name="firstIssue"/> or later.
    /// </summary>
    public void Undo(ScalarState state, long cycle, long firstIssue = long.MinValue)
    {
        for (var k = 1; k <= Capacity; k++)
        {
            ref var entry = ref _entries[_next - k & (Capacity - 1)];
            if (entry.WriteCycle < cycle || entry.IssueCycle < firstIssue)
            {
                continue;
            }

            entry.LostCycle = entry.WriteCycle;
            entry.WriteCycle = long.MinValue;
            if (entry.Register >= 0)
            {
                entry.LostValue = state.Gpr[entry.Register];
                state.Gpr[entry.Register] = entry.OldValue;
            }

            if (entry.Cr != 0)
            {
                state.Cr = entry.OldCr;
            }

            if (entry.Xer)
            {
                state.Xer = entry.OldXer;
            }

            if (entry.LinkAndCounter)
            {
                state.Lr = entry.OldLr;
                state.Ctr = entry.OldCtr;
            }
        }
    }

    /// <summary>
    /// The effective address that the load/store unit puts on its result bus in <paramref name="cycle"/> although an interrupt has disabled its write:
    /// load data that take the write port in this cycle are replaced by it (RTL fub_ls_var.sv: one bus for addresses and data).
    /// </summary>
    public bool LostAddress(long cycle, out uint address)
    {
        foreach (ref readonly var entry in _entries.AsSpan())
        {
            if (entry.LostCycle == cycle && entry.IsAddress)
            {
                address = entry.LostValue;
                return true;
            }
        }

        address = 0;
        return false;
    }

    /// <summary>The value of a register as the register file holds it in <paramref name="cycle"/>, without results that are still under way.</summary>
    public uint Written(ScalarState state, int register, long cycle)
    {
        var value = state.Gpr[register];
        for (var k = 1; k <= Capacity; k++)
        {
            ref var entry = ref _entries[_next - k & (Capacity - 1)];
            if (entry.WriteCycle > cycle && entry.Register == register)
            {
                value = entry.OldValue;
            }
        }

        return value;
    }
}
