using OnChipLearn.EventProp.Adjoint;
using OnChipLearn.EventProp.Forward;

namespace OnChipLearn.EventProp.Losses;

/// <summary>
/// Shift-invariant squared error 1/2 sum over k != label of (t_k - t_label - margin)^2 where the difference is below the margin (Göltz et
/// al.). Silent outputs stand at the end of the run without gradient.
/// </summary>
public sealed class RelativeSpikeTimeError(OutputNeurons outputs, double margin) : ILoss
{
    public double Evaluate(Trace trace, int label, LossGradient gradient)
    {
        outputs.RequireLabel(label);
        var labelSpike = trace.FirstSpikes[outputs.First + label];
        var labelTime = Math.Min(trace.FirstSpikeTime(outputs.First + label), trace.Horizon);
        var sum = 0.0;
        for (var k = 0; k < outputs.Count; k++)
        {
            var spike = trace.FirstSpikes[outputs.First + k];
            var error = Math.Min(trace.FirstSpikeTime(outputs.First + k), trace.Horizon) - labelTime - margin;
            if (k == label || error >= 0)
            {
                continue;
            }

            sum += 0.5 * error * error;
            if (spike >= 0)
            {
                gradient.SpikeTimes[spike] += error;
            }

            if (labelSpike >= 0)
            {
                gradient.SpikeTimes[labelSpike] -= error;
            }
        }

        return sum;
    }
}
