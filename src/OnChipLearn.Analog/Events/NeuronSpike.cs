namespace OnChipLearn.Analog.Events;

/// <summary>A spike as it leaves the neuron circuit. Few fields, so that it is stored field by field: a block copy would wait for the stores.</summary>
public readonly record struct NeuronSpike : ITimed
{
    private const int ForcedBit = 1 << 16;
    private readonly int _place;

    /// <param name="hemisphere">0 = top, 1 = bottom.</param>
    /// <param name="column">Column 0..255.</param>
    /// <param name="cycle">First PPU cycle at or after the physical spike.</param>
    /// <param name="time">Physical spike (threshold crossing plus jitter) in cycles.</param>
    /// <param name="forced">True for a spike forced by a neuron reset.</param>
    public NeuronSpike(int hemisphere, int column, long cycle, double time, bool forced)
    {
        Cycle = cycle;
        Time = time;
        _place = (hemisphere * ArrayGeometry.Columns) | column | (forced ? ForcedBit : 0);
    }

    /// <summary>First PPU cycle at or after the physical spike.</summary>
    public long Cycle { get; }

    /// <summary>Physical spike (threshold crossing plus jitter) in cycles.</summary>
    public double Time { get; }

    /// <summary>Number of the neuron on the chip, 0..511.</summary>
    public int Neuron => _place & (ForcedBit - 1);

    /// <summary>0 = top, 1 = bottom.</summary>
    public int Hemisphere => Neuron / ArrayGeometry.Columns;

    /// <summary>Column 0..255.</summary>
    public int Column => _place & (ArrayGeometry.Columns - 1);

    /// <summary>True for a spike forced by a neuron reset.</summary>
    public bool Forced => (_place & ForcedBit) != 0;
}

/// <summary>Receives spikes in the order of their cycles; may schedule synaptic events for later cycles.</summary>
public interface ISpikeSink
{
    /// <summary>A neuron spikes now (<see cref="NeuronSpike.Cycle"/>).</summary>
    void OnSpike(in NeuronSpike spike);
}
