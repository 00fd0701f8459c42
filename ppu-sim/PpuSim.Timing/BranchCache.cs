namespace PpuSim.Timing;

/// <summary>
/// Fully associative branch cache with two-bit counters (RTL bcache_full.sv). Looked up with every fetch address; the answer is registered and
/// belongs to the next cycle. Addresses are word addresses.
/// </summary>
internal sealed class BranchCache
{
    private const byte Absent = 0xff;
    private const byte MostTaken = 3;
    private const uint SettledTaken = 0x8000_0000;
    private const uint SettledNotTaken = 0x4000_0000;
    private readonly int _entries;
    private readonly uint[] _tags;
    private readonly uint[] _targets;
    private readonly byte[] _counters;

    // Position of a tag for addresses inside the SRAM; others are searched.
    private readonly byte[] _positions;
    private int _valid;

    // What is predicted for addresses inside the SRAM.
    private readonly uint[] _predictions;

    // Where a branch inside the SRAM is as settled as it can be: how, else 0.
    private readonly uint[] _settled;

    // Cycle in which an entry was added last: the fill state is registered, so that the next cycle does not see it yet.
    private long _grown;

    public BranchCache(int entries, int mappedWords)
    {
        _entries = entries;
        _tags = new uint[entries];
        _targets = new uint[entries];
        _counters = new byte[entries];
        _positions = new byte[mappedWords];
        _predictions = GC.AllocateArray<uint>(mappedWords, pinned: true);
        _settled = GC.AllocateArray<uint>(mappedWords, pinned: true);
        Reset();
    }

    public void Reset()
    {
        Array.Fill(_positions, Absent);
        Array.Clear(_predictions);
        Array.Clear(_settled);
        _valid = 0;
        _grown = long.MinValue;
    }

    /// <summary>The answer as <see cref="Datapath.Predict"/> gives it.</summary>
    public uint Predict(uint address)
    {
        if (address < (uint)_predictions.Length)
        {
            return _predictions[address];
        }

        var position = Find(address);
        return position >= 0 ? PredictionAt(position) : 0;
    }

    /// <summary>Predictions of all addresses inside the SRAM.</summary>
    public unsafe uint* PredictionPointer => (uint*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _predictions[0]);

    /// <summary>For each word of the SRAM: <see cref="Settled"/> of the branch there when learning the same once more changes nothing.</summary>
    public unsafe uint* SettledPointer => (uint*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _settled[0]);

    /// <summary>A branch that always goes the same way.</summary>
    /// <param name="taken">Whether it is taken.</param>
    /// <param name="target">Word address that the entry keeps.</param>
    public static uint Settled(bool taken, uint target) => (taken ? SettledTaken : SettledNotTaken) | target;

    private uint PredictionAt(int position) => _counters[position] >= 2 ? _targets[position] | Datapath.PredictedTaken : 0;

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
            ref var counter = ref _counters[position];
            counter = (byte)(taken ? Math.Min(MostTaken, counter + 1) : Math.Max(0, counter - 1));
            _targets[position] = taken ? target : fetched + 1;
            Publish(branch, position);
            return;
        }

        // A free entry, else the one that a free-running counter points to.
        var nextFree = _grown == cycle - 1 ? _valid - 1 : _valid;
        position = nextFree >= _entries ? (int)((ulong)cycle % (uint)_entries) : nextFree;
        if (position < _valid)
        {
            Forget(_tags[position]);
        }
        else
        {
            _valid = position + 1;
            _grown = cycle;
        }

        _counters[position] = (byte)(taken ? MostTaken : 2);
        _targets[position] = taken ? target : fetched + 1;
        _tags[position] = branch;
        if (branch < (uint)_positions.Length)
        {
            _positions[branch] = (byte)position;
        }

        Publish(branch, position);
    }

    private int Find(uint address)
    {
        if (address < (uint)_positions.Length)
        {
            var position = _positions[address];
            return position == Absent ? -1 : position;
        }

        for (var k = 0; k < _valid; k++)
        {
            if (_tags[k] == address)
            {
                return k;
            }
        }

        return -1;
    }

    private void Publish(uint branch, int position)
    {
        if (branch < (uint)_predictions.Length)
        {
            _predictions[branch] = PredictionAt(position);
            _settled[branch] = _counters[position] is 0 or MostTaken ? Settled(_counters[position] != 0, _targets[position]) : 0;
        }
    }

    private void Forget(uint tag)
    {
        if (tag < (uint)_positions.Length)
        {
            _positions[tag] = Absent;
            _predictions[tag] = _settled[tag] = 0;
        }
    }
}
