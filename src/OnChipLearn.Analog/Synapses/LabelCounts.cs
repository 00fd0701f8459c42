using OnChipLearn.Analog.Neurons;

namespace OnChipLearn.Analog.Synapses;

/// <summary>
/// How many synapses of a row, in columns whose neuron is in use, carry a label. Counted once per row and label write, so that the count of
/// synaptic events costs one look-up per row event.
/// </summary>
internal sealed class LabelCounts(SynapseArray synapses, NeuronPopulation neurons)
{
    private const int Labels = 64;
    private const long Never = -1;
    private readonly ushort[] _counts = new ushort[ArrayGeometry.Rows * Labels];
    private readonly long[] _countedAt = [.. Enumerable.Repeat(Never, ArrayGeometry.Rows)];

    /// <summary>Synapses of a row that carry the label.</summary>
    public int Of(int row, byte label)
    {
        long state = synapses.LabelWrites + neurons.Configurations;
        if (_countedAt[row] != state)
        {
            Count(row);
            _countedAt[row] = state;
        }

        return _counts[(row * Labels) + label];
    }

    private void Count(int row)
    {
        Span<ushort> counts = _counts.AsSpan(row * Labels, Labels);
        counts.Clear();
        ReadOnlySpan<byte> labels = synapses.Row(SynapseField.Label, row);
        for (int lane = 0; lane < labels.Length; lane++)
        {
            if (neurons.Parameters(lane).Enabled)
            {
                counts[labels[lane]]++;
            }
        }
    }
}
