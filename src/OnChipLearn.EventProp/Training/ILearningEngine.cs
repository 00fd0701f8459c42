namespace OnChipLearn.EventProp.Training;

/// <summary>What one sample gave.</summary>
/// <param name="Loss">Its loss.</param>
/// <param name="Class">Predicted class, or -1 if no output spiked.</param>
/// <param name="Spikes">Spikes of all neurons.</param>
public readonly record struct SampleResult(double Loss, int Class, int Spikes);

/// <summary>Something with weights that can run a sample and give the gradient of its loss. The trainer knows nothing else.</summary>
public interface ILearningEngine
{
    /// <summary>All trainable weights (shadow weights where the network's own are coarser).</summary>
    Span<double> Weights { get; }

    /// <summary>Neurons whose silence the trainer watches.</summary>
    int Neurons { get; }

    /// <summary>Spikes of each neuron over all <see cref="Learn"/> calls since <see cref="ClearSpikeCounts"/>.</summary>
    ReadOnlySpan<int> SpikeCounts { get; }

    /// <summary>Call after every change of <see cref="Weights"/>.</summary>
    void WeightsChanged();

    /// <summary>Forward only.</summary>
    SampleResult Infer(ReadOnlySpan<double> inputTimes, int label);

    /// <summary>Forward and backward; adds the gradient (layout of <see cref="Weights"/>).</summary>
    SampleResult Learn(ReadOnlySpan<double> inputTimes, int label, Span<double> gradient);

    /// <summary>Starts a new count.</summary>
    void ClearSpikeCounts();

    /// <summary>Adds to all weights into one neuron.</summary>
    void RaiseInputs(int neuron, double amount);
}
