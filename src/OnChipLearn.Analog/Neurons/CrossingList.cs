using System.Numerics;
using OnChipLearn.Analog.Simd;

namespace OnChipLearn.Analog.Neurons;

/// <summary>
/// Known threshold crossings of a hemisphere, at most one per lane, the first at hand. Of equal times the lowest lane comes first.
/// What a search finds is sorted when the search is over: many crossings by their ranks, which takes no branch that cannot be foreseen.
/// </summary>
internal sealed unsafe class CrossingList
{
    private const int Few = 6;
    private readonly LaneArray<double> _times = new(ArrayGeometry.Columns); // descending
    private readonly LaneArray<int> _lanes = new(ArrayGeometry.Columns);
    private readonly LaneArray<double> _newTimes = new(ArrayGeometry.Columns + RankOrder.Bundle);
    private readonly LaneArray<int> _newLanes = new(ArrayGeometry.Columns);
    private readonly LaneArray<int> _order = new(ArrayGeometry.Columns);
    private int _count;
    private int _new;
    private bool _ordered; // new entries in the order of their lanes
    private uint _chunks; // that may have an entry

    /// <summary>Time of the first crossing in cycles, or positive infinity.</summary>
    public double NextTime { get; private set; } = double.PositiveInfinity;

    /// <summary>Lane of the first crossing.</summary>
    public int NextLane => _lanes.Pointer[_count - 1];

    /// <summary>Adds a crossing of a lane that has none; it counts after <see cref="Sort"/>.</summary>
    public void Add(int lane, double time)
    {
        _ordered = _new == 0 || (_ordered && _newLanes.Pointer[_new - 1] < lane);
        _newTimes.Pointer[_new] = time;
        _newLanes.Pointer[_new++] = lane;
        _chunks |= 1u << ArrayGeometry.ChunkOf(lane);
    }

    /// <summary>Puts the crossings that have been added in their places.</summary>
    public void Sort()
    {
        if (_new == 0)
        {
            return;
        }

        if (_new <= Few || _count > 0 || !_ordered)
        {
            for (int k = 0; k < _new; k++)
            {
                Insert(_newTimes.Pointer[k], _newLanes.Pointer[k]);
            }
        }
        else
        {
            SortAll();
        }

        _new = 0;
        FindNext();
    }

    /// <summary>Forgets the first crossing.</summary>
    public void RemoveNext()
    {
        _count--;
        FindNext();
    }

    /// <summary>Forgets the crossing of a lane, if there is one.</summary>
    public void Remove(int lane)
    {
        for (int k = _count - 1; k >= 0; k--)
        {
            if (_lanes.Pointer[k] == lane)
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
        _chunks &= ~chunks;
        for (int k = 0; _chunks != 0 && k < _count; k++)
        {
            if ((chunks >> ArrayGeometry.ChunkOf(_lanes.Pointer[k]) & 1) == 0)
            {
                _times.Pointer[kept] = _times.Pointer[k];
                _lanes.Pointer[kept++] = _lanes.Pointer[k];
            }
        }

        _count = kept;
        FindNext();
    }

    private void Insert(double time, int lane)
    {
        double* times = _times.Pointer;
        int* lanes = _lanes.Pointer;
        int place = _count++;
        for (; place > 0 && (times[place - 1] < time || (times[place - 1] == time && lanes[place - 1] < lane)); place--)
        {
            times[place] = times[place - 1];
            lanes[place] = lanes[place - 1];
        }

        times[place] = time;
        lanes[place] = lane;
    }

    // The list is descending, and so are the lanes of equal times.
    private void SortAll()
    {
        int count = _count = _new;
        RankOrder.Find(_newTimes.Span, count, _order.Span);
        for (int k = 0; k < count; k++)
        {
            int found = _order.Pointer[k];
            _times.Pointer[count - 1 - k] = _newTimes.Pointer[found];
            _lanes.Pointer[count - 1 - k] = _newLanes.Pointer[found];
        }
    }

    private void RemoveAt(int place)
    {
        _count--;
        for (; place < _count; place++)
        {
            _times.Pointer[place] = _times.Pointer[place + 1];
            _lanes.Pointer[place] = _lanes.Pointer[place + 1];
        }

        FindNext();
    }

    private void FindNext()
    {
        NextTime = _count > 0 ? _times.Pointer[_count - 1] : double.PositiveInfinity;
        _chunks = _count > 0 ? _chunks : 0;
    }
}
