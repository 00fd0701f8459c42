using OnChipLearn.Analog.Events;

namespace OnChipLearn.Analog.Networks;

/// <summary>Keeps the spikes of a run, up to a capacity; what does not fit is counted.</summary>
public sealed class SpikeRecorder(int capacity = 65536)
{
    private readonly NeuronSpike[] _spikes = new NeuronSpike[capacity];

    /// <summary>Recorded spikes in order of their cycles.</summary>
    public ReadOnlySpan<NeuronSpike> Spikes => _spikes.AsSpan(0, Count);

    /// <summary>Number of recorded spikes.</summary>
    public int Count { get; private set; }

    /// <summary>Spikes that did not fit.</summary>
    public long Lost { get; private set; }

    /// <summary>Forgets all spikes.</summary>
    public void Clear()
    {
        Count = 0;
        Lost = 0;
    }

    /// <summary>Records a spike.</summary>
    public void Add(in NeuronSpike spike)
    {
        if (Count == _spikes.Length)
        {
            Lost++;
            return;
        }

        _spikes[Count++] = spike;
    }
}
