using System.Runtime.CompilerServices;

namespace PpuSim.Timing;

/// <summary>
/// Fully associative branch cache with two-bit counters (RTL bcache_full.sv). Looked up with every fetch address; the answer is registered and
/// belongs to the next cycle. Addresses are word addresses.
/// </summary>
internal sealed class BranchCache
{
    private const byte Absent = 0xff;
    private const int MostTaken = 3;
    private const uint SettledTaken = 0x8000_0000;
    private const uint SettledNotTaken = 0x4000_0000;
    private readonly int _entries;
    private readonly Entry[] _cache;

    // Position of a tag for addresses inside the SRAM; others are searched.
    private readonly byte[] _positions;
    private int _valid;

    // The same contents as they are looked up, for addresses inside the SRAM.
    private readonly BranchOutlook[] _outlooks;

    // Cycle in which an entry was added last: the fill state is registered, so that the next cycle does not see it yet.
    private long _grown;

    public BranchCache(int entries, int mappedWords)
    {
        _entries = entries;
        _cache = new Entry[entries];
        _positions = new byte[mappedWords];
        _outlooks = GC.AllocateArray<BranchOutlook>(mappedWords, pinned: true);
        Reset();
    }

    public void Reset()
    {
        Array.Fill(_positions, Absent);
        Array.Clear(_outlooks);
        _valid = 0;
        _grown = long.MinValue;
    }

    /// <summary>The answer as <see cref="Datapath.Predict"/> gives it.</summary>
    public uint Predict(uint address)
    {
        if (address < (uint)_outlooks.Length)
        {
            return _outlooks[address].Prediction;
        }

        var position = Find(address);
        return position >= 0 ? _cache[position].Prediction : 0;
    }

    /// <summary>What is known of each word of the SRAM.</summary>
    public unsafe BranchOutlook* Outlooks => (BranchOutlook*)Unsafe.AsPointer(ref _outlooks[0]);

    /// <summary>A branch that always goes the same way.</summary>
    /// <param name="taken">Whether it is taken.</param>
    /// <param name="target">Word address that the entry keeps.</param>
    public static uint Settled(bool taken, uint target) => (taken ? SettledTaken : SettledNotTaken) | target;

    /// <summary>
    /// End of the cycle in which the branch at <paramref name="branch"/> resolved; the look-up of <paramref name="fetched"/> in the same cycle still sees
    /// the old contents.
    /// </summary>
    public void Learn(uint branch, bool taken, uint target, uint fetched, long cycle)
    {
        if (_entries == 0)
        {
            return;
        }

        var position = Find(branch);
        if (position >= 0)
        {
            ref var known = ref _cache[position];
            known.Counter = taken ? Math.Min(MostTaken, known.Counter + 1) : Math.Max(0, known.Counter - 1);
            known.Target = taken ? target : fetched + 1;
            Publish(known);
            return;
        }

        // A free entry, else the one that a free-running counter points to.
        var nextFree = _grown == cycle - 1 ? _valid - 1 : _valid;
        position = nextFree >= _entries ? Pointed(cycle) : nextFree;
        ref var entry = ref _cache[position];
        if (position < _valid)
        {
            Forget(entry.Tag);
        }
        else
        {
            _valid = position + 1;
            _grown = cycle;
        }

        entry.Tag = branch;
        entry.Target = taken ? target : fetched + 1;
        entry.Counter = taken ? MostTaken : 2;
        if (branch < (uint)_positions.Length)
        {
            _positions[branch] = (byte)position;
        }

        Publish(entry);
    }

    // Sizes that are powers of two need no division.
    private int Pointed(long cycle) => (_entries & (_entries - 1)) == 0 ? (int)cycle & (_entries - 1) : (int)((ulong)cycle % (uint)_entries);

    private int Find(uint address)
    {
        if (address < (uint)_positions.Length)
        {
            var position = _positions[address];
            return position == Absent ? -1 : position;
        }

        for (var k = 0; k < _valid; k++)
        {
            if (_cache[k].Tag == address)
            {
                return k;
            }
        }

        return -1;
    }

    private void Publish(in Entry entry)
    {
        if (entry.Tag < (uint)_outlooks.Length)
        {
            ref var outlook = ref _outlooks[entry.Tag];
            outlook.Prediction = entry.Prediction;
            outlook.Settled = entry.Counter is 0 or MostTaken ? Settled(entry.Counter != 0, entry.Target) : 0;
        }
    }

    private void Forget(uint tag)
    {
        if (tag < (uint)_positions.Length)
        {
            _positions[tag] = Absent;
            _outlooks[tag] = default;
        }
    }

    private struct Entry
    {
        public uint Tag;
        public uint Target;
        public int Counter;

        public readonly uint Prediction => Counter >= 2 ? Target | Datapath.PredictedTaken : 0;
    }
}

/// <summary>What the branch cache holds for an address.</summary>
internal struct BranchOutlook
{
    /// <summary>The answer as <see cref="Datapath.Predict"/> gives it.</summary>
    public uint Prediction;

    /// <summary><see cref="BranchCache.Settled"/> of the branch there when learning the same once more changes nothing, else 0.</summary>
    public uint Settled;
}
