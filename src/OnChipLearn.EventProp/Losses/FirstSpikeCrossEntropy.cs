using OnChipLearn.EventProp.Adjoint;
using OnChipLearn.EventProp.Forward;

namespace OnChipLearn.EventProp.Losses;

/// <summary>
/// Cross-entropy over first spike times, -log softmax(-t/scale)[label], plus the pull to early spikes alpha (e^(t_label/scale1) - 1) of the
/// original EventProp code. Silent outputs stand at the end of the run without gradient.
/// </summary>
public sealed class FirstSpikeCrossEntropy(OutputNeurons outputs, double scale, double earlyWeight = 0, double earlyScale = 1) : ILoss
{
    private readonly double[] _probability = new double[outputs.Count];

    public double Evaluate(Trace trace, int label, LossGradient gradient)
    {
        outputs.RequireLabel(label);
        for (var k = 0; k < outputs.Count; k++)
        {
            _probability[k] = -Time(trace, k) / scale;
        }

        var loss = CrossEntropy.Softmax(_probability, label);
        for (var k = 0; k < outputs.Count; k++)
        {
            var spike = trace.FirstSpikes[outputs.First + k];
            if (spike >= 0)
            {
                gradient.SpikeTimes[spike] += ((k == label ? 1 : 0) - _probability[k]) / scale;
            }
        }

        var labelSpike = trace.FirstSpikes[outputs.First + label];
        if (earlyWeight != 0 && labelSpike >= 0)
        {
            var pull = Math.Exp(trace.Spikes[labelSpike].Time / earlyScale);
            loss += earlyWeight * (pull - 1);
            gradient.SpikeTimes[labelSpike] += earlyWeight * pull / earlyScale;
        }

        return loss;
    }

    private double Time(Trace trace, int output) => Math.Min(trace.FirstSpikeTime(outputs.First + output), trace.Horizon);
}
