namespace PpuSim.Timing;

/// <summary>
/// Fully associative branch cache with two-bit counters (RTL bcache_full.sv). Looked up with every fetch address; the answer is registered and
/// belongs to the next cycle. Addresses are word addresses.
/// </summary>
internal sealed class BranchCache
{
    private readonly int _entries;
    private readonly uint[] _tags;
    private readonly uint[] _targets;
    private readonly byte[] _counters;

    // Position of a tag for addresses inside the SRAM, 0xff = absent; others are searched.
    private readonly byte[] _positions;
    private const byte Absent = 0xff;

    private int _valid;

    // Free entry and fill state as registered one cycle earlier.
    private int _nextFree;
    private int _victim;

    public BranchCache(int entries, int mappedWords)
    {
        _entries = entries;
        _tags = new uint[entries];
        _targets = new uint[entries];
        _counters = new byte[entries];
        _positions = new byte[mappedWords];
        Reset();
    }

    /// <summary>Registered answer: the address looked up in the previous cycle is predicted taken.</summary>
    public bool PredictsTaken { get; private set; }

    public uint Target { get; private set; }

    public void Reset()
    {
        Array.Fill(_positions, Absent);
        _valid = 0;
        _nextFree = 0;
        _victim = 0;
        PredictsTaken = false;
        Target = 0;
    }

    /// <summary>End of a cycle without a resolved branch.</summary>
    public void Step(uint address)
    {
        var position = _entries == 0 ? -1 : Find(address);
        if (position >= 0)
        {
            PredictsTaken = _counters[position] >= 2;
            Target = _targets[position];
        }
        else
        {
            PredictsTaken = false;
        }

        _nextFree = _valid;
        if (++_victim >= _entries)
        {
            _victim = 0;
        }
    }

    /// <summary>End of a cycle in which the branch at <paramref name="branch"/> resolved; the look-up still sees the old contents.</summary>
    public void Step(uint address, uint branch, bool taken, uint target)
    {
        var victim = _victim;
        var nextFree = _nextFree;
        Step(address);
        if (_entries == 0)
        {
            return;
        }

        var position = Find(branch);
        if (position >= 0)
        {
            ref var counter = ref _counters[position];
            counter = (byte)(taken ? Math.Min(3, counter + 1) : Math.Max(0, counter - 1));
            _targets[position] = taken ? target : address + 1;
            return;
        }

        position = nextFree >= _entries ? victim : nextFree;
        if (position < _valid)
        {
            Forget(_tags[position]);
        }
        else
        {
            _valid = position + 1;
        }

        _counters[position] = (byte)(taken ? 3 : 2);
        _targets[position] = taken ? target : address + 1;
        _tags[position] = branch;
        if (branch < (uint)_positions.Length)
        {
            _positions[branch] = (byte)position;
        }
    }

    /// <summary>The free-running replacement counter goes on while the core sleeps.</summary>
    public void Skip(long cycles)
    {
        if (_entries > 0)
        {
            _victim = (int)((_victim + cycles) % _entries);
        }
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

    private void Forget(uint tag)
    {
        if (tag < (uint)_positions.Length)
        {
            _positions[tag] = Absent;
        }
    }
}
