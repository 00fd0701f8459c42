namespace OnChipLearn.EventProp.Networks;

/// <summary>
/// Synapses sorted by source and delay: one <em>group</em> per distinct (source, delay) arrives as one event. Position p of the sorted
/// order holds synapse <c>Synapse[p]</c> with target <c>Target[p]</c>.
/// </summary>
internal sealed class FanOut
{
    public FanOut(int sources, ReadOnlySpan<int> source, ReadOnlySpan<int> target, ReadOnlySpan<double> delay, ReadOnlySpan<int> vectorKernel)
    {
        var order = new int[source.Length];
        var keys = new (int Source, double Delay, int Synapse)[source.Length];
        for (var s = 0; s < order.Length; s++)
        {
            order[s] = s;
            keys[s] = (source[s], delay[s], s);
        }

        Array.Sort(keys, order);
        Synapse = order;
        Target = new int[order.Length];
        FirstGroup = new int[sources + 1];
        var start = new List<int>();
        var delays = new List<double>();
        for (var p = 0; p < order.Length; p++)
        {
            Target[p] = target[order[p]];
            if (p == 0 || keys[p].Source != keys[p - 1].Source || keys[p].Delay != keys[p - 1].Delay)
            {
                start.Add(p);
                delays.Add(keys[p].Delay);
                FirstGroup[keys[p].Source + 1]++;
            }
        }

        for (var i = 0; i < sources; i++)
        {
            FirstGroup[i + 1] += FirstGroup[i];
        }

        start.Add(order.Length);
        GroupStart = [.. start];
        GroupDelay = [.. delays];
        DenseKernel = new int[GroupDelay.Length];
        for (var group = 0; group < DenseKernel.Length; group++)
        {
            DenseKernel[group] = KernelIfDense(group, vectorKernel);
        }
    }

    /// <summary>Groups of source i are FirstGroup[i] .. FirstGroup[i + 1] - 1, by increasing delay.</summary>
    public int[] FirstGroup { get; }

    /// <summary>Group g holds positions GroupStart[g] .. GroupStart[g + 1] - 1.</summary>
    public int[] GroupStart { get; }

    /// <summary>Delay of each group.</summary>
    public double[] GroupDelay { get; }

    /// <summary>
    /// Kernel of the targets if the group can be delivered by vectors: targets and weights in unbroken order, one kernel that has a vector
    /// form; else -1.
    /// </summary>
    public int[] DenseKernel { get; }

    /// <summary>Target neuron by position.</summary>
    public int[] Target { get; }

    /// <summary>Index in the network's weights by position.</summary>
    public int[] Synapse { get; }

    private int KernelIfDense(int group, ReadOnlySpan<int> vectorKernel)
    {
        var start = GroupStart[group];
        var kernel = vectorKernel[Target[start]];
        for (var p = start + 1; p < GroupStart[group + 1]; p++)
        {
            if (Target[p] != Target[p - 1] + 1 || Synapse[p] != Synapse[p - 1] + 1 || vectorKernel[Target[p]] != kernel)
            {
                return -1;
            }
        }

        return kernel;
    }
}
