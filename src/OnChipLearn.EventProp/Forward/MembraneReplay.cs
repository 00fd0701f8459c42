using OnChipLearn.EventProp.Networks;
using OnChipLearn.EventProp.Neurons;

namespace OnChipLearn.EventProp.Forward;

/// <summary>One neuron between two of its events: V(s) = V_l + Potential x(s) + Current K(s) for s from Start to End.</summary>
/// <param name="Neuron">Which.</param>
/// <param name="Start">Time of the event that begins it.</param>
/// <param name="End">Time of the event that ends it, or the horizon.</param>
/// <param name="Potential">V - V_l at the start.</param>
/// <param name="Current">I at the start.</param>
/// <param name="Clamped">The membrane stays at <paramref name="Potential"/> (refractory).</param>
/// <param name="EndEntry">Index in the trace of the event that ends it; the number of entries at the horizon.</param>
public readonly record struct MembraneSegment(
    int Neuron, double Start, double End, double Potential, double Current, bool Clamped, int EndEntry);

/// <summary>Receives segments in order of their ends.</summary>
public interface IMembraneObserver
{
    /// <summary>One segment of one neuron.</summary>
    void Observe(in MembraneSegment segment);
}

/// <summary>Recomputes membranes from a trace, simulated or recorded, and shows them segment by segment to a loss.</summary>
public sealed class MembraneReplay(Network network)
{
    private readonly NeuronStates _states = new(network);
    private readonly double[] _start = new double[network.Neurons];
    private bool[] _watched = new bool[network.Neurons];

    /// <summary>The kernel of a neuron.</summary>
    public Kernel KernelOf(int neuron) => network.DistinctKernels[network.KernelOf[neuron]];

    /// <summary>Shows all segments of neurons first .. first + count - 1.</summary>
    public void Run(Trace trace, int first, int count, IMembraneObserver observer)
    {
        _states.Reset();
        Array.Clear(_start);
        Array.Clear(_watched);
        _watched.AsSpan(first, count).Fill(true);
        var entries = trace.Entries;
        for (var i = 0; i < entries.Length; i++)
        {
            ref readonly var entry = ref entries[i];
            if (entry.Kind == TraceKind.Arrival)
            {
                Arrive(entry, i, observer);
            }
            else if (_watched[entry.Subject])
            {
                Close(entry.Subject, entry.Time, i, observer);
                if (entry.Kind == TraceKind.Spike)
                {
                    _states.Fire(entry.Subject, network.Parameters[entry.Subject].Refractory);
                }
                else
                {
                    _states.Release(entry.Subject);
                }
            }
        }

        for (var n = first; n < first + count; n++)
        {
            Close(n, trace.Horizon, entries.Length, observer);
        }
    }

    private void Arrive(in TraceEntry entry, int index, IMembraneObserver observer)
    {
        var fanOut = network.FanOut;
        for (var p = fanOut.GroupStart[entry.Subject]; p < fanOut.GroupStart[entry.Subject + 1]; p++)
        {
            var target = fanOut.Target[p];
            if (_watched[target])
            {
                Close(target, entry.Time, index, observer);
                _states.Current[target] += network.Weights[fanOut.Synapse[p]];
            }
        }
    }

    private void Close(int neuron, double time, int index, IMembraneObserver observer)
    {
        var segment = new MembraneSegment(
            neuron, _start[neuron], time, _states.Potential[neuron], _states.Current[neuron], _states.Clamped[neuron] != 0, index);
        _states.Advance(neuron, time);
        _start[neuron] = time;
        if (segment.End > segment.Start)
        {
            observer.Observe(segment);
        }
    }
}
