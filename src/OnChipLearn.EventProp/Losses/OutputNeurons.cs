namespace OnChipLearn.EventProp.Losses;

/// <summary>The block of neurons that a loss reads.</summary>
/// <param name="First">Its first neuron.</param>
/// <param name="Count">How many; also the number of classes.</param>
public readonly record struct OutputNeurons(int First, int Count)
{
    /// <summary>Throws unless the label names one of the neurons.</summary>
    public void RequireLabel(int label)
    {
        if ((uint)label >= (uint)Count)
        {
            throw new EventPropInputException("sample", "label", label, $"0 to {Count - 1}");
        }
    }
}
