namespace OnChipLearn.Experiments.FixedPointStudy;

/// <summary>Per-neuron parameters: inverse time constants in 1/ticks, k = tau_s / (tau_m - tau_s), threshold in weight LSB, gain.</summary>
internal sealed class NeuronParameters
{
    private const float Tau = 750f;
    private const float NominalThreshold = 58f;
    private const float SmallestRatio = 1.2f;

    public NeuronParameters(int count, ChipImperfection imperfection, GaussianNoise pattern)
    {
        InverseMembrane = new float[count];
        InverseSynapse = new float[count];
        Ratio = new float[count];
        Threshold = new float[count];
        Gain = new float[count];
        for (int n = 0; n < count; n++)
        {
            float synapse = Tau * (1 + (imperfection.TimeConstants * pattern.Next()));
            float membrane = Math.Max(2 * Tau * (1 + (imperfection.TimeConstants * pattern.Next())), SmallestRatio * synapse);
            InverseSynapse[n] = 1 / synapse;
            InverseMembrane[n] = 1 / membrane;
            Ratio[n] = synapse / (membrane - synapse);
            Threshold[n] = NominalThreshold * (1 + (imperfection.Threshold * pattern.Next()));
            Gain[n] = 1 + (imperfection.WeightGain * pattern.Next());
        }
    }

    public float[] InverseMembrane { get; }

    public float[] InverseSynapse { get; }

    public float[] Ratio { get; }

    public float[] Threshold { get; }

    public float[] Gain { get; }
}
