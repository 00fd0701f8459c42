using OnChipLearn.EventProp.Neurons;

namespace OnChipLearn.EventProp.Networks;

/// <summary>
/// Synapses sorted by source and delay: one <em>group</em> per distinct (source, delay) arrives as one event. Position p of the sorted
/// order holds synapse <c>Synapse[p]</c> with target <c>Target[p]</c>.
/// </summary>
internal sealed class FanOut
{
    /// <param name="sources">Number of sources.</param>
    /// <param name="source">Source of each synapse.</param>
    /// <param name="target">Target neuron of each synapse.</param>
    /// <param name="delay">Delay of each synapse.</param>
    /// <param name="kernels">Of each neuron, if there is vector code for it.</param>
    public FanOut(int sources, ReadOnlySpan<int> source, ReadOnlySpan<int> target, ReadOnlySpan<double> delay, ReadOnlySpan<Kernel?> kernels)
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
        Dense = new DenseGroup[GroupDelay.Length];
        var ranges = new Dictionary<(int First, int Count), int>();
        for (var group = 0; group < Dense.Length; group++)
        {
            if (VectorKernel(group, kernels) is { } kernel)
            {
                var range = (First: Target[GroupStart[group]], Count: GroupStart[group + 1] - GroupStart[group]);
                ranges.TryAdd(range, ranges.Count);
                Dense[group] = new DenseGroup(
                    range.First, range.Count, Synapse[GroupStart[group]], ranges[range], kernel.MembraneTime, -1 / kernel.MembraneTime);
            }
        }

        Ranges = ranges.Count;
    }

    /// <summary>Groups of source i are FirstGroup[i] .. FirstGroup[i + 1] - 1, by increasing delay.</summary>
    public int[] FirstGroup { get; }

    /// <summary>Group g holds positions GroupStart[g] .. GroupStart[g + 1] - 1.</summary>
    public int[] GroupStart { get; }

    /// <summary>Delay of each group.</summary>
    public double[] GroupDelay { get; }

    /// <summary>What the vector code needs of each group.</summary>
    public DenseGroup[] Dense { get; }

    /// <summary>Numbers of <see cref="DenseGroup.Range"/>.</summary>
    public int Ranges { get; }

    /// <summary>Target neuron by position.</summary>
    public int[] Target { get; }

    /// <summary>Index in the network's weights by position.</summary>
    public int[] Synapse { get; }

    /// <summary>The kernel of all targets if the group is dense.</summary>
    private Kernel? VectorKernel(int group, ReadOnlySpan<Kernel?> kernels)
    {
        var start = GroupStart[group];
        var kernel = kernels[Target[start]];
        for (var p = start + 1; p < GroupStart[group + 1]; p++)
        {
            if (Target[p] != Target[p - 1] + 1 || Synapse[p] != Synapse[p - 1] + 1 || kernels[Target[p]] != kernel)
            {
                return null;
            }
        }

        return kernel;
    }
}
