using OnChipLearn.EventProp.FirstSpike;

namespace OnChipLearn.EventProp.Training;

/// <summary>Loss and class of first spike times: sum of ((min(t, horizon) - target)/tau_m)^2, tau_m = 2; the earliest output wins.</summary>
internal sealed class FirstSpikeReadout(FirstSpikeSettings settings, int outputs)
{
    private const double MembraneTime = 2;

    /// <summary>dL/dt of each output after <see cref="Evaluate"/>.</summary>
    public double[] Errors { get; } = new double[outputs];

    public double Evaluate(ReadOnlySpan<double> outputTimes, int label)
    {
        if ((uint)label >= (uint)outputTimes.Length)
        {
            throw new EventPropInputException("sample", "label", label, $"0 to {outputTimes.Length - 1}");
        }

        var loss = 0.0;
        for (var k = 0; k < outputTimes.Length; k++)
        {
            var time = Math.Min(outputTimes[k], settings.Horizon);
            var error = (time - (k == label ? settings.TargetOfLabel : settings.TargetOfOthers)) / MembraneTime;
            if (settings.OneSided && (k == label ? error < 0 : error > 0))
            {
                error = 0;
            }

            loss += error * error;
            Errors[k] = time < settings.Horizon ? 2 * error / MembraneTime : 0;
        }

        return loss;
    }

    public static int Class(ReadOnlySpan<double> outputTimes)
    {
        var earliest = -1;
        var time = double.PositiveInfinity;
        for (var k = 0; k < outputTimes.Length; k++)
        {
            if (outputTimes[k] < time)
            {
                time = outputTimes[k];
                earliest = k;
            }
        }

        return earliest;
    }
}
