using OnChipLearn.Analog.Neurons;

namespace OnChipLearn.Analog.Tests;

/// <summary>
/// Float64 reference of one neuron: exact propagators on a grid of a hundredth of a microsecond's tenth (1 ns), crossing by bisection inside the step.
/// Independent of the model under test: other arithmetic, other method, no events skipped.
/// </summary>
internal static class DoubleReference
{
    public const double StepUs = 0.001;

    /// <summary>Spike times in us of a neuron driven by (time us, signed weight) events.</summary>
    public static List<double> Spikes(NeuronParameters p, IEnumerable<(double TimeUs, double Weight)> events, double durationUs)
    {
        double v = p.ResetVolt - p.LeakVolt, e = 0, i = 0, t = 0, release = 0;
        double threshold = p.ThresholdVolt - p.LeakVolt, reset = p.ResetVolt - p.LeakVolt;
        List<double> spikes = [];
        foreach ((double time, double weight) in events.Append((durationUs, 0)))
        {
            while (t < time)
            {
                double h = Math.Min(StepUs, time - t);
                if (t < release)
                {
                    h = Math.Min(h, release - t);
                    e *= Math.Exp(-h / p.ExcitatoryTimeConstantUs);
                    i *= Math.Exp(-h / p.InhibitoryTimeConstantUs);
                    t += h;
                    if (release - t < 1e-9)
                    {
                        t = release;
                    }

                    continue;
                }

                double next = Membrane(p, v, e, i, h);
                if (next >= threshold && p.CanSpike)
                {
                    double low = 0, high = h;
                    for (int k = 0; k < 60; k++)
                    {
                        double middle = 0.5 * (low + high);
                        (low, high) = Membrane(p, v, e, i, middle) < threshold ? (middle, high) : (low, middle);
                    }

                    e *= Math.Exp(-high / p.ExcitatoryTimeConstantUs);
                    i *= Math.Exp(-high / p.InhibitoryTimeConstantUs);
                    t += high;
                    v = reset;
                    spikes.Add(t);
                    release = t + p.RefractoryUs;
                    continue;
                }

                v = next;
                e *= Math.Exp(-h / p.ExcitatoryTimeConstantUs);
                i *= Math.Exp(-h / p.InhibitoryTimeConstantUs);
                t += h;
            }

            if (weight > 0)
            {
                e += weight * p.ExcitatoryGainVolt;
            }
            else
            {
                i -= weight * p.InhibitoryGainVolt;
            }
        }

        return spikes;
    }

    private static double Membrane(NeuronParameters p, double v, double e, double i, double h) =>
        (v * Math.Exp(-h / p.MembraneTimeConstantUs)) + (e * Response(p.MembraneTimeConstantUs, p.ExcitatoryTimeConstantUs, h))
        - (i * Response(p.MembraneTimeConstantUs, p.InhibitoryTimeConstantUs, h));

    private static double Response(double tm, double ts, double h) =>
        Math.Abs(tm - ts) < 1e-9 ? h / tm * Math.Exp(-h / tm) : ts / (tm - ts) * (Math.Exp(-h / tm) - Math.Exp(-h / ts));
}
