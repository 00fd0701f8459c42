using System.Runtime.InteropServices;

namespace OnChipLearn.EventProp.Forward;

/// <summary>
/// Everything that the backward pass needs of one run: its events in order of time and the list of all spikes (inputs and neurons).
/// Reused from run to run; after warm-up nothing is allocated.
/// </summary>
public sealed class Trace
{
    private readonly List<TraceEntry> _entries = [];
    private readonly List<Spike> _spikes = [];
    private int[] _first = [];
    private bool[] _clamped = [];

    /// <summary>End of the run.</summary>
    public double Horizon { get; private set; }

    /// <summary>Number of inputs of the network: sources below this number are inputs.</summary>
    public int Inputs { get; private set; }

    /// <summary>Events in order of time.</summary>
    public ReadOnlySpan<TraceEntry> Entries => CollectionsMarshal.AsSpan(_entries);

    /// <summary>All spikes in order of time; the channel is the source (inputs first, then neurons).</summary>
    public ReadOnlySpan<Spike> Spikes => CollectionsMarshal.AsSpan(_spikes);

    /// <summary>Index in <see cref="Spikes"/> of each neuron's first spike, or -1.</summary>
    public ReadOnlySpan<int> FirstSpikes => _first;

    /// <summary>Number of spikes of neurons (not inputs).</summary>
    public int NeuronSpikes { get; private set; }

    /// <summary>Recorded spikes that cannot have happened (current too small to reach the threshold, or inside the refractory time).</summary>
    public int ImpossibleSpikes { get; internal set; }

    /// <summary>Neurons that are refractory when the run ends.</summary>
    internal ReadOnlySpan<bool> ClampedAtEnd => _clamped;

    /// <summary>Time of a neuron's first spike, or positive infinity.</summary>
    public double FirstSpikeTime(int neuron) => _first[neuron] < 0 ? double.PositiveInfinity : _spikes[_first[neuron]].Time;

    internal void Begin(int inputs, int neurons, double horizon)
    {
        _entries.Clear();
        _spikes.Clear();
        if (_first.Length != neurons)
        {
            _first = new int[neurons];
            _clamped = new bool[neurons];
        }

        Array.Fill(_first, -1);
        Array.Clear(_clamped);
        Inputs = inputs;
        Horizon = horizon;
        NeuronSpikes = 0;
        ImpossibleSpikes = 0;
    }

    internal int AddInputSpike(int input, double time)
    {
        _spikes.Add(new Spike(input, time));
        return _spikes.Count - 1;
    }

    internal int AddSpike(int neuron, double time, double current)
    {
        var index = _spikes.Count;
        _spikes.Add(new Spike(Inputs + neuron, time));
        _entries.Add(new TraceEntry(time, current, neuron, index, TraceKind.Spike));
        NeuronSpikes++;
        if (_first[neuron] < 0)
        {
            _first[neuron] = index;
        }

        return index;
    }

    internal void AddArrival(int group, int spike, double time) =>
        _entries.Add(new TraceEntry(time, 0, group, spike, TraceKind.Arrival));

    internal void AddRelease(int neuron, int spike, double time, double current) =>
        _entries.Add(new TraceEntry(time, current, neuron, spike, TraceKind.Release));

    internal void End(ReadOnlySpan<bool> clamped) => clamped[.._clamped.Length].CopyTo(_clamped);
}
