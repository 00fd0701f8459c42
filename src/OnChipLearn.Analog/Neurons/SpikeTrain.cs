namespace OnChipLearn.Analog.Neurons;

/// <summary>Spikes of a hemisphere, those of a neuron in their order. Grows when full; allocates nothing otherwise.</summary>
public sealed class SpikeTrain
{
    private double[] _crossings = new double[ArrayGeometry.Columns];
    private int[] _lanes = new int[ArrayGeometry.Columns];

    /// <summary>Number of spikes.</summary>
    public int Count { get; private set; }

    /// <summary>Crossing in cycles.</summary>
    public double Crossing(int spike) => _crossings[spike];

    /// <summary>Lane 0..255.</summary>
    public int Lane(int spike) => _lanes[spike];

    /// <summary>Forgets all spikes.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds a spike.</summary>
    public void Add(int lane, double crossing)
    {
        if (Count == _crossings.Length)
        {
            Array.Resize(ref _crossings, 2 * Count);
            Array.Resize(ref _lanes, 2 * Count);
        }

        _crossings[Count] = crossing;
        _lanes[Count++] = lane;
    }
}
