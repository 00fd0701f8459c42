namespace OnChipLearn.EventProp.Tasks;

/// <summary>Labelled samples whose inputs are one spike time per channel.</summary>
public sealed class SampleSet
{
    private readonly double[] _times;
    private readonly int[] _labels;

    /// <param name="channels">Input channels.</param>
    /// <param name="times">Spike times [samples][channels] in tau_s.</param>
    /// <param name="labels">Classes [samples].</param>
    public SampleSet(int channels, double[] times, int[] labels)
    {
        if (channels < 1 || times.Length != channels * labels.Length)
        {
            throw new EventPropInputException("samples", "number of times", times.Length, $"{channels} channels for each of {labels.Length} labels");
        }

        Channels = channels;
        _times = times;
        _labels = labels;
    }

    /// <summary>Input channels.</summary>
    public int Channels { get; }

    /// <summary>Number of samples.</summary>
    public int Count => _labels.Length;

    /// <summary>Spike times [channels] of one sample in tau_s.</summary>
    public ReadOnlySpan<double> Times(int sample) => _times.AsSpan(sample * Channels, Channels);

    /// <summary>Class of one sample.</summary>
    public int Label(int sample) => _labels[sample];

    /// <summary>The first <paramref name="count"/> samples.</summary>
    public SampleSet Take(int count) => new(Channels, _times[..(count * Channels)], _labels[..count]);
}
