using OnChipLearn.Analog.Simd;

namespace OnChipLearn.Analog.Neurons;

/// <summary>Spikes of a hemisphere, sorted when all are there. Grows when full; allocates nothing otherwise.</summary>
public sealed class SpikeTrain
{
    private double[] _crossings = new double[ArrayGeometry.Columns];
    private int[] _lanes = new int[ArrayGeometry.Columns];
    private double[] _sortedCrossings = new double[ArrayGeometry.Columns];
    private int[] _sortedLanes = new int[ArrayGeometry.Columns];
    private int[] _order = new int[ArrayGeometry.Columns];

    /// <summary>Number of spikes.</summary>
    public int Count { get; private set; }

    /// <summary>Crossing in cycles.</summary>
    public double Crossing(int spike) => _sortedCrossings[spike];

    /// <summary>Lane 0..255.</summary>
    public int Lane(int spike) => _sortedLanes[spike];

    /// <summary>Forgets all spikes.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds a spike.</summary>
    public void Add(int lane, double crossing)
    {
        if (Count + RankOrder.Bundle >= _crossings.Length)
        {
            Grow();
        }

        _crossings[Count] = crossing;
        _lanes[Count++] = lane;
    }

    /// <summary>Puts the spikes in the order of their crossings; of equal ones the lowest lane comes first.</summary>
    public void Sort()
    {
        _crossings.AsSpan(0, Count).CopyTo(_sortedCrossings);
        RankOrder.Find(_sortedCrossings, Count, _order);
        for (int k = 0; k < Count; k++)
        {
            _sortedCrossings[k] = _crossings[_order[k]];
            _sortedLanes[k] = _lanes[_order[k]];
        }

        OrderLanes();
    }

    // Equal crossings are next to each other now.
    private void OrderLanes()
    {
        for (int k = 1; k < Count; k++)
        {
            for (int j = k; j > 0 && _sortedCrossings[j - 1] == _sortedCrossings[j] && _sortedLanes[j - 1] > _sortedLanes[j]; j--)
            {
                (_sortedLanes[j - 1], _sortedLanes[j]) = (_sortedLanes[j], _sortedLanes[j - 1]);
            }
        }
    }

    private void Grow()
    {
        int length = 2 * _crossings.Length;
        Array.Resize(ref _crossings, length);
        Array.Resize(ref _lanes, length);
        _sortedCrossings = new double[length];
        _sortedLanes = new int[length];
        _order = new int[length];
    }
}
