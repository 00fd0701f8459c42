namespace OnChipLearn.Experiments.Observation;

/// <summary>What a chip has to deliver to the learner for one training sample.</summary>
public static class ObservationCosts
{
    /// <summary>Bits of one recorded spike: neuron and time stamp.</summary>
    public const int BitsPerSpike = 24;

    /// <summary>Bits of one membrane sample of the parallel analog-to-digital converter.</summary>
    public const int BitsPerMembraneSample = 8;

    /// <summary>EventProp needs the spikes.</summary>
    public static double OfSpikes(double spikesPerSample) => BitsPerSpike * spikesPerSample;

    /// <summary>Surrogate gradients need the membranes of all hidden neurons and readouts at every step.</summary>
    public static double OfMembranes(int neurons, int samplesPerNeuron) => (double)BitsPerMembraneSample * neurons * samplesPerNeuron;
}
