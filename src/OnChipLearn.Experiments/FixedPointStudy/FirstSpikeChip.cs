using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OnChipLearn.Experiments.FixedPointStudy;

/// <summary>
/// The part of a chip that the fixed-point study needs: a 5-H-3 network of leaky integrate-and-fire neurons with current-based exponential
/// synapses, one spike per neuron, per-neuron mismatch, trial-to-trial threshold noise and spike-time jitter, time stamps of 8 ns. Times are in
/// ticks, weights in LSB. Event-driven and exact up to float32; the analog core model is the judge, this double is for choosing numbers quickly.
/// </summary>
internal sealed class FirstSpikeChip
{
    private const int Lanes = 16;
    private const float Tau = 750f;
    private const float End = 3750f;
    private const int NoSpike = 4095;
    private const float MeanDelay = 3f;

    private readonly ChipImperfection imperfection;
    private readonly GaussianNoise noise;
    private readonly int hidden;
    private readonly NeuronParameters hiddenNeurons;
    private readonly NeuronParameters outputNeurons;
    private readonly float[] voltage;
    private readonly float[] current;
    private readonly float[] spike;
    private readonly float[] threshold;
    private readonly float[] sortKeys;
    private readonly int[] sortItems;

    public FirstSpikeChip(int hidden, ChipImperfection imperfection, ulong chipSeed, ulong noiseSeed)
    {
        this.hidden = hidden;
        this.imperfection = imperfection;
        GaussianNoise pattern = new(chipSeed);
        int padded = (hidden + Lanes - 1) / Lanes * Lanes;
        hiddenNeurons = new(padded, imperfection, pattern);
        outputNeurons = new(4, imperfection, pattern);
        noise = new(noiseSeed);
        voltage = new float[padded];
        current = new float[padded];
        spike = new float[padded];
        threshold = new float[padded];
        sortKeys = new float[padded];
        sortItems = new int[padded];
    }

    /// <summary>One trial. Weights: hidden [input][neuron] summed over rows, output [output][neuron]. Recorded ticks go to the two last spans.</summary>
    public void Run(ReadOnlySpan<float> inputTicks, float[][] hiddenWeights, float[][] outputWeights, Span<short> hiddenTicks, Span<short> outputTicks)
    {
        RunHidden(inputTicks, hiddenWeights);
        for (int j = 0; j < hidden; j++)
        {
            if (spike[j] < End)
            {
                spike[j] += Delay();
            }

            hiddenTicks[j] = Stamp(spike[j]);
        }

        RunOutput(outputWeights, outputTicks);
    }

    private float Delay() => Math.Max(0, imperfection.Jitter * Tau * (MeanDelay + noise.Next()));

    private static short Stamp(float time) => time < End ? (short)time : (short)NoSpike;

    private void RunHidden(ReadOnlySpan<float> inputTicks, float[][] weights)
    {
        Span<int> order = stackalloc int[inputTicks.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        for (int i = 1; i < order.Length; i++)
        {
            for (int k = i; k > 0 && inputTicks[order[k]] < inputTicks[order[k - 1]]; k--)
            {
                (order[k], order[k - 1]) = (order[k - 1], order[k]);
            }
        }

        for (int j = 0; j < threshold.Length; j++)
        {
            threshold[j] = hiddenNeurons.Threshold[j] * (1 + (imperfection.ThresholdNoise * noise.Next()));
            spike[j] = float.PositiveInfinity;
        }

        for (int start = 0; start < voltage.Length; start += Lanes)
        {
            Vector512<float> v = default, c = default, at = Vector512.Create(float.PositiveInfinity);
            Vector512<float> theta = Vector512.LoadUnsafe(ref threshold[start]);
            Vector512<float> gain = Vector512.LoadUnsafe(ref hiddenNeurons.Gain[start]);
            Vector512<float> membrane = Vector512.LoadUnsafe(ref hiddenNeurons.InverseMembrane[start]);
            Vector512<float> synapse = Vector512.LoadUnsafe(ref hiddenNeurons.InverseSynapse[start]);
            Vector512<float> k = Vector512.LoadUnsafe(ref hiddenNeurons.Ratio[start]);
            for (int n = 0; n < order.Length; n++)
            {
                float time = inputTicks[order[n]];
                c += gain * Vector512.LoadUnsafe(ref weights[order[n]][start]);
                float next = n + 1 < order.Length ? inputTicks[order[n + 1]] : End;
                float span = next - time;
                if (span <= 0)
                {
                    continue;
                }

                Vector512<float> crossing = Crossing(v, c, theta, membrane, synapse, k, span);
                Vector512<float> first = Vector512.LessThan(crossing, Vector512.Create(span)) & Vector512.Equals(at, Vector512.Create(float.PositiveInfinity));
                at = Vector512.ConditionalSelect(first, crossing + Vector512.Create(time), at);
                Vector512<float> x = Vector512.Exp(-Vector512.Create(span) * membrane), y = Vector512.Exp(-Vector512.Create(span) * synapse);
                v = ((v + (k * c)) * x) - (k * c * y);
                c *= y;
            }

            at.StoreUnsafe(ref spike[start]);
        }
    }

    /// <summary>First crossing after the interval's start, or infinity; Newton from the start converges from below since V is concave where it rises.</summary>
    private static Vector512<float> Crossing(
        Vector512<float> v, Vector512<float> c, Vector512<float> theta, Vector512<float> membrane, Vector512<float> synapse, Vector512<float> k, float span)
    {
        Vector512<float> alpha = v + (k * c), beta = k * c, s = default;
        Vector512<float> infinite = Vector512.Create(float.PositiveInfinity), limit = Vector512.Create(span);
        Vector512<float> dead = default;
        for (int step = 0; step < 10; step++)
        {
            Vector512<float> x = alpha * Vector512.Exp(-s * membrane), y = beta * Vector512.Exp(-s * synapse);
            Vector512<float> slope = (y * synapse) - (x * membrane);
            dead |= Vector512.LessThanOrEqual(slope, Vector512.Create(1e-6f)) | Vector512.GreaterThanOrEqual(s, limit);
            if (dead == Vector512<float>.AllBitsSet)
            {
                return infinite;
            }

            Vector512<float> delta = Vector512.ConditionalSelect(dead, default, (theta - (x - y)) / slope);
            s += delta;
            if (Vector512.LessThanAll(Vector512.Abs(delta), Vector512.Create(0.02f)))
            {
                break;
            }
        }

        return Vector512.ConditionalSelect(dead | Vector512.LessThan(s, default), infinite, s);
    }

    private void RunOutput(float[][] weights, Span<short> outputTicks)
    {
        int count = 0;
        for (int j = 0; j < hidden; j++)
        {
            if (spike[j] < End)
            {
                sortKeys[count] = spike[j];
                sortItems[count++] = j;
            }
        }

        Array.Sort(sortKeys, sortItems, 0, count);
        for (int o = 0; o < outputTicks.Length; o++)
        {
            outputTicks[o] = Stamp(OutputSpike(weights[o], count, o));
        }
    }

    private float OutputSpike(float[] weights, int count, int o)
    {
        float theta = outputNeurons.Threshold[o] * (1 + (imperfection.ThresholdNoise * noise.Next()));
        float delay = Delay();
        float im = outputNeurons.InverseMembrane[o], iy = outputNeurons.InverseSynapse[o], k = outputNeurons.Ratio[o], gain = outputNeurons.Gain[o];
        float v = 0, c = 0, time = 0;
        for (int n = 0; n < count; n++)
        {
            float span = sortKeys[n] - time;
            if (Cross(ref v, ref c, theta, im, iy, k, span) is float s)
            {
                return Math.Min(time + s + delay, End);
            }

            time = sortKeys[n];
            c += gain * weights[sortItems[n]];
        }

        return Cross(ref v, ref c, theta, im, iy, k, End - time) is float last ? Math.Min(time + last + delay, End) : End;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float? Cross(ref float v, ref float c, float theta, float im, float iy, float k, float span)
    {
        float x = MathF.Exp(-span * im), y = MathF.Exp(-span * iy);
        float a = v + (k * c), b = k * c;
        float end = (a * x) - (b * y);
        float slopeEnd = (b * y * iy) - (a * x * im);
        float slope = (b * iy) - (a * im);
        if (slope > 0 && (end >= theta || slopeEnd < 0))
        {
            float s = 0;
            for (int step = 0; step < 20; step++)
            {
                float p = a * MathF.Exp(-s * im), q = b * MathF.Exp(-s * iy);
                float d = (q * iy) - (p * im);
                if (d <= 1e-6f || s > span)
                {
                    s = -1;
                    break;
                }

                float delta = (theta - (p - q)) / d;
                s += delta;
                if (MathF.Abs(delta) < 0.02f)
                {
                    break;
                }
            }

            if (s >= 0 && s <= span)
            {
                return s;
            }
        }

        v = end;
        c *= y;
        return null;
    }
}
