using System.Runtime.InteropServices;

namespace OnChipLearn.Analog.Neurons;

/// <summary>Spikes of a hemisphere, those of a neuron in their order.</summary>
public sealed class SpikeTrain
{
    private readonly List<(double Crossing, int Lane)> _spikes = new(ArrayGeometry.Columns);

    /// <summary>Crossing in cycles, and lane 0..255; valid until the next spike is added.</summary>
    public ReadOnlySpan<(double Crossing, int Lane)> All => CollectionsMarshal.AsSpan(_spikes);

    /// <summary>Forgets all spikes.</summary>
    public void Clear() => _spikes.Clear();

    /// <summary>Adds a spike.</summary>
    public void Add(int lane, double crossing) => _spikes.Add((crossing, lane));
}
