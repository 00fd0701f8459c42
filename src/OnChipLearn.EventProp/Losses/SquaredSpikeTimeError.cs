using OnChipLearn.EventProp.Adjoint;
using OnChipLearn.EventProp.Forward;

namespace OnChipLearn.EventProp.Losses;

/// <summary>
/// Sum over outputs of ((min(t_k, cap) - t*_k)/scale)^2 on first spikes, with one target for the label and one for the others
/// (jaxsnn's <c>mse_loss</c>). A spike after the cap, or none, contributes a constant and no gradient. One-sided: the label's output errs
/// only after its target, the others only before theirs.
/// </summary>
public sealed class SquaredSpikeTimeError(OutputNeurons outputs, double targetOfLabel, double targetOfOthers, double scale, double cap, bool oneSided = false) : ILoss
{
    public double Evaluate(Trace trace, int label, LossGradient gradient)
    {
        outputs.RequireLabel(label);
        var sum = 0.0;
        for (var k = 0; k < outputs.Count; k++)
        {
            var spike = trace.FirstSpikes[outputs.First + k];
            var time = spike < 0 ? cap : Math.Min(trace.Spikes[spike].Time, cap);
            var error = (time - (k == label ? targetOfLabel : targetOfOthers)) / scale;
            if (oneSided && (k == label ? error < 0 : error > 0))
            {
                continue;
            }

            sum += error * error;
            if (time < cap)
            {
                gradient.SpikeTimes[spike] += 2 * error / scale;
            }
        }

        return sum;
    }
}
