using OnChipLearn.EventProp.Adjoint;
using OnChipLearn.EventProp.Forward;
using OnChipLearn.EventProp.Networks;

namespace OnChipLearn.EventProp.GradientCheck;

/// <summary>
/// What must not change for a loss to be differentiable: for each neuron the sequence of its spikes, arrivals, releases and membrane
/// impulses. Creation or deletion of a spike changes it, and so does an arrival that overtakes a spike.
/// </summary>
public sealed class RunStructure(Network network)
{
    private readonly ulong[] _neuron = new ulong[network.Neurons];
    private readonly int[] _spikesOf = new int[network.Sources];
    private int[] _ordinal = [];

    /// <summary>Fingerprint of the number of spikes of every neuron.</summary>
    public static ulong SpikeCounts(Trace trace)
    {
        var fingerprint = 0UL;
        foreach (var spike in trace.Spikes)
        {
            fingerprint += 0xD1342543DE82EF95UL * (ulong)(spike.Channel + 1) * (ulong)(spike.Channel + 7);
        }

        return fingerprint;
    }

    /// <summary>A 64-bit fingerprint; equal structures have equal fingerprints. Sorts the impulses of <paramref name="loss"/>.</summary>
    public ulong Fingerprint(Trace trace, LossGradient loss)
    {
        Array.Clear(_neuron);
        NumberSpikes(trace);
        var impulses = loss.Impulses;
        impulses.Sort(static (a, b) => a.Position != b.Position ? a.Position.CompareTo(b.Position) : a.Time.CompareTo(b.Time));
        var next = 0;
        var entries = trace.Entries;
        for (var i = 0; i <= entries.Length; i++)
        {
            for (; next < impulses.Length && impulses[next].Position == i; next++)
            {
                Mix(impulses[next].Neuron, 3, impulses[next].Slope != 0 ? 1 : 0, 0);
            }

            if (i < entries.Length)
            {
                Enter(entries[i], trace);
            }
        }

        var fingerprint = 0UL;
        foreach (var value in _neuron)
        {
            fingerprint = (fingerprint * 0x9E3779B97F4A7C15UL) ^ value;
        }

        for (var s = 0; s < trace.Spikes.Length; s++)
        {
            // Terms of the loss that switch on or off.
            fingerprint += loss.SpikeTimes[s] != 0 ? 0xD1342543DE82EF95UL * (ulong)(trace.Spikes[s].Channel + 1) : 0;
        }

        return fingerprint;
    }

    private void NumberSpikes(Trace trace)
    {
        Array.Clear(_spikesOf);
        if (_ordinal.Length < trace.Spikes.Length)
        {
            _ordinal = new int[2 * trace.Spikes.Length];
        }

        for (var s = 0; s < trace.Spikes.Length; s++)
        {
            _ordinal[s] = _spikesOf[trace.Spikes[s].Channel]++;
        }
    }

    private void Enter(in TraceEntry entry, Trace trace)
    {
        if (entry.Kind != TraceKind.Arrival)
        {
            Mix(entry.Subject, (int)entry.Kind, 0, 0);
            return;
        }

        var fanOut = network.FanOut;
        var source = trace.Spikes[entry.Spike].Channel;
        for (var p = fanOut.GroupStart[entry.Subject]; p < fanOut.GroupStart[entry.Subject + 1]; p++)
        {
            Mix(fanOut.Target[p], (int)TraceKind.Arrival, source, _ordinal[entry.Spike]);
        }
    }

    private void Mix(int neuron, int kind, int source, int ordinal)
    {
        var value = _neuron[neuron] ^ (((ulong)kind << 48) + ((ulong)source << 24) + (ulong)ordinal + 1);
        value *= 0xFF51AFD7ED558CCDUL;
        _neuron[neuron] = value ^ (value >> 32);
    }
}
