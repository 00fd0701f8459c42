namespace OnChipLearn.Analog.Neurons;

/// <summary>Known threshold crossings of a hemisphere, at most one per lane, the first at hand. Of equal times the lowest lane comes first.</summary>
internal sealed class CrossingList
{
    private readonly double[] _times = new double[ArrayGeometry.Columns]; // descending
    private readonly short[] _lanes = new short[ArrayGeometry.Columns];
    private int _count;
    private uint _chunks; // that may have an entry

    /// <summary>Time of the first crossing in cycles, or positive infinity.</summary>
    public double NextTime { get; private set; } = double.PositiveInfinity;

    /// <summary>Lane of the first crossing.</summary>
    public int NextLane => _lanes[_count - 1];

    /// <summary>Adds a crossing of a lane that has none.</summary>
    public void Add(int lane, double time)
    {
        int place = _count++;
        for (; place > 0 && (_times[place - 1] < time || (_times[place - 1] == time && _lanes[place - 1] < lane)); place--)
        {
            _times[place] = _times[place - 1];
            _lanes[place] = _lanes[place - 1];
        }

        _times[place] = time;
        _lanes[place] = (short)lane;
        _chunks |= 1u << ArrayGeometry.ChunkOf(lane);
        NextTime = _times[_count - 1];
    }

    /// <summary>Forgets the crossing of a lane, if there is one.</summary>
    public void Remove(int lane)
    {
        for (int k = _count - 1; k >= 0; k--)
        {
            if (_lanes[k] == lane)
            {
                RemoveAt(k);
                return;
            }
        }
    }

    /// <summary>Forgets the crossings of some chunks.</summary>
    public void RemoveChunks(uint chunks)
    {
        if ((chunks & _chunks) == 0)
        {
            return;
        }

        int kept = 0;
        for (int k = 0; k < _count; k++)
        {
            if ((chunks >> (ArrayGeometry.ChunkOf(_lanes[k])) & 1) == 0)
            {
                _times[kept] = _times[k];
                _lanes[kept++] = _lanes[k];
            }
        }

        _count = kept;
        _chunks &= ~chunks;
        FindNext();
    }

    private void RemoveAt(int place)
    {
        _count--;
        for (; place < _count; place++)
        {
            _times[place] = _times[place + 1];
            _lanes[place] = _lanes[place + 1];
        }

        FindNext();
    }

    private void FindNext() => NextTime = _count > 0 ? _times[_count - 1] : double.PositiveInfinity;
}
