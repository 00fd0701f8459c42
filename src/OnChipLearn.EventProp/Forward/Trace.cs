namespace OnChipLearn.EventProp.Forward;

/// <summary>
/// Everything that the backward pass needs of one run: its events in order of time and the list of all spikes (inputs and neurons).
/// Reused from run to run; after warm-up nothing is allocated.
/// </summary>
public sealed class Trace
{
    private TraceEntry[] _entries = new TraceEntry[64];
    private Spike[] _spikes = new Spike[64];
    private int _entryCount;
    private int _spikeCount;
    private int[] _first = [];
    private long[] _clamped = [];

    /// <summary>End of the run.</summary>
    public double Horizon { get; private set; }

    /// <summary>Number of inputs of the network: sources below this number are inputs.</summary>
    public int Inputs { get; private set; }

    /// <summary>Events in order of time.</summary>
    public ReadOnlySpan<TraceEntry> Entries => _entries.AsSpan(0, _entryCount);

    /// <summary>All spikes in order of time; the channel is the source (inputs first, then neurons).</summary>
    public ReadOnlySpan<Spike> Spikes => _spikes.AsSpan(0, _spikeCount);

    /// <summary>Index in <see cref="Spikes"/> of each neuron's first spike, or -1.</summary>
    public ReadOnlySpan<int> FirstSpikes => _first;

    /// <summary>Number of spikes of neurons (not inputs).</summary>
    public int NeuronSpikes { get; private set; }

    /// <summary>Recorded spikes that cannot have happened (current too small to reach the threshold, or inside the refractory time).</summary>
    public int ImpossibleSpikes { get; internal set; }

    /// <summary>Neurons that are refractory when the run ends.</summary>
    internal ReadOnlySpan<long> ClampedAtEnd => _clamped;

    /// <summary>Time of a neuron's first spike, or positive infinity.</summary>
    public double FirstSpikeTime(int neuron) => _first[neuron] < 0 ? double.PositiveInfinity : _spikes[_first[neuron]].Time;

    internal void Begin(int inputs, int neurons, double horizon)
    {
        _entryCount = 0;
        _spikeCount = 0;
        if (_first.Length != neurons)
        {
            _first = new int[neurons];
            _clamped = new long[neurons];
        }

        Array.Fill(_first, -1);
        Array.Clear(_clamped);
        Inputs = inputs;
        Horizon = horizon;
        NeuronSpikes = 0;
        ImpossibleSpikes = 0;
    }

    internal int AddInputSpike(int input, double time) => Add(new Spike(input, time));

    internal int AddSpike(int neuron, double time, double current)
    {
        var index = Add(new Spike(Inputs + neuron, time));
        Add(new TraceEntry(time, current, neuron, index, TraceKind.Spike));
        NeuronSpikes++;
        if (_first[neuron] < 0)
        {
            _first[neuron] = index;
        }

        return index;
    }

    internal void AddArrival(int group, int spike, double time) => Add(new TraceEntry(time, 0, group, spike, TraceKind.Arrival));

    internal void AddRelease(int neuron, int spike, double time, double current) =>
        Add(new TraceEntry(time, current, neuron, spike, TraceKind.Release));

    internal void End(ReadOnlySpan<long> clamped) => clamped[.._clamped.Length].CopyTo(_clamped);

    private int Add(Spike spike)
    {
        if (_spikeCount == _spikes.Length)
        {
            Array.Resize(ref _spikes, 2 * _spikeCount);
        }

        _spikes[_spikeCount] = spike;
        return _spikeCount++;
    }

    private void Add(in TraceEntry entry)
    {
        if (_entryCount == _entries.Length)
        {
            Array.Resize(ref _entries, 2 * _entryCount);
        }

        _entries[_entryCount++] = entry;
    }
}
