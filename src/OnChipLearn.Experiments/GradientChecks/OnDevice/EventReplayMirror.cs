using OnChipLearn.Device;
using OnChipLearn.Firmware.Arithmetic;
using OnChipLearn.Firmware.Rules.EventReplay;
using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>
/// The computation of <see cref="ReplayLayer"/> and <see cref="OutputReplay"/> for one sample, lane by lane in float64, with switches
/// (<see cref="MirrorArithmetic"/>). A test holds it to the firmware's bits with all sources in effect.
/// </summary>
internal sealed class EventReplayMirror : IGradientMirror<ReplaySample>
{
    private const int Lanes = ReplayFormat.HiddenCapacity;
    private const int Inputs = FirstSpikeFormat.Inputs;
    private const double HiddenUnit = 1 << ReplayFormat.AdjointFraction;

    private readonly int recurrent;
    private readonly MirrorArithmetic unit;
    private readonly OutputMirror outputs;
    private readonly double[] growths = new double[ReplayFormat.ArrivalCapacity];
    private readonly double[] decays = new double[ReplayFormat.Levels * Lanes];
    private readonly double[] inverseSlopes = new double[ReplayFormat.Levels * Lanes];
    private readonly double[] jumps = new double[ReplayFormat.Levels * Lanes];
    private readonly double[] p = new double[Lanes];
    private readonly double[] q = new double[Lanes];
    private ReplaySample sample;

    public EventReplayMirror(ErrorSources inEffect, int recurrent)
    {
        this.recurrent = recurrent;
        sample = new ReplaySample(recurrent);
        unit = new MirrorArithmetic(inEffect);
        outputs = new OutputMirror(unit, ReplayFormat.Levels * Lanes, Lanes);
    }

    public void Run(ReplaySample sample, ReadOnlySpan<short> hiddenWeights, ReadOnlySpan<short> outputWeights, Span<double> descent)
    {
        this.sample = sample;
        outputs.Prepare(sample, sample.Times, outputWeights);
        outputs.Accumulate(descent[(ReplayFormat.Rows * Lanes)..]);
        Prepare(hiddenWeights);
        ComputeJumps(outputWeights);
        Span<double> hidden = descent[..(ReplayFormat.Rows * Lanes)];
        hidden.Clear();
        Replay(hiddenWeights, hidden);
        foreach (ref double element in hidden)
        {
            element /= HiddenUnit;
        }
    }

    private void Prepare(ReadOnlySpan<short> weights)
    {
        for (int k = 0; k < sample.Arrivals.Count; k++)
        {
            growths[k] = unit.GrowthOf(sample.Arrivals[k].Time);
        }

        for (int spike = 0; spike < sample.Levels * Lanes; spike++)
        {
            double time = sample.Times[spike];
            decays[spike] = unit.DecayOf(time);
            double accumulator = 0;
            for (int k = 0; k < sample.Arrivals.Count && sample.Arrivals[k].Time < time; k++)
            {
                double halfU = HalfSince(spike, k);
                accumulator += MirrorArithmetic.Product(weights[(sample.Arrivals[k].Row * Lanes) + (spike % Lanes)], unit.Multiply(halfU, halfU));
            }

            inverseSlopes[spike] = unit.InverseSlopeOf(accumulator);
        }
    }

    private void ComputeJumps(ReadOnlySpan<short> outputWeights)
    {
        for (int lane = 0; lane < Lanes; lane++)
        {
            double state = 0, later = 0;
            for (int spike = ((sample.Levels - 1) * Lanes) + lane; spike >= 0; spike -= Lanes)
            {
                double time = sample.Times[spike];
                double error = outputs.HiddenError(spike, outputWeights);
                state = unit.Rounded(state, unit.DecayOf(Math.Max(0, later - time)));
                double jump = Jump(error, state, inverseSlopes[spike]);
                state = unit.Saturate(state + jump);
                jumps[spike] = lane < recurrent ? error : jump;
                later = time;
            }
        }
    }

    private void Replay(ReadOnlySpan<short> weights, Span<double> descent)
    {
        Array.Clear(p);
        Array.Clear(q);
        double later = FirstSpikeFormat.NoSpike;
        for (int k = sample.Arrivals.Count - 1; k >= 0; k--)
        {
            (double time, int row, int level) = sample.Arrivals[k];
            double decay = DecayOver(later - time), square = unit.Multiply(decay, decay);
            for (int lane = 0; lane < Lanes; lane++)
            {
                p[lane] = unit.Rounded(p[lane], decay);
                q[lane] = unit.Rounded(q[lane], square);
            }

            AddPlain(k, later);
            later = time;
            for (int lane = 0; lane < Lanes; lane++)
            {
                ref double sum = ref descent[(row * Lanes) + lane];
                sum = unit.Saturate(sum + unit.Saturate(unit.Saturate(2 * p[lane]) - q[lane]));
            }

            if (row >= Inputs)
            {
                int lane = row - Inputs, spike = (level * Lanes) + lane;
                double error = unit.Saturate(jumps[spike] + HandedBack(weights.Slice(row * Lanes, Lanes)));
                double jump = Jump(error, p[lane], inverseSlopes[spike]);
                p[lane] = unit.Saturate(p[lane] + jump);
                q[lane] = unit.Saturate(q[lane] + unit.Saturate(2 * jump));
            }
        }
    }

    /// <summary>The jumps of neurons without recurrent synapses between an arrival and the next.</summary>
    private void AddPlain(int arrival, double later)
    {
        for (int level = 0; level < sample.Levels; level++)
        {
            if ((sample.Following[arrival] & (1 << level)) == 0)
            {
                continue;
            }

            for (int lane = recurrent; lane < Lanes; lane++)
            {
                int spike = (level * Lanes) + lane;
                double u = sample.Times[spike] <= later ? unit.Saturate(2 * HalfSince(spike, arrival)) : 0;
                double change = unit.Rounded(jumps[spike], u);
                p[lane] = unit.Saturate(p[lane] + change);
                change = unit.Rounded(change, u);
                q[lane] = unit.Saturate(q[lane] + unit.Saturate(2 * change));
            }
        }
    }

    private double HandedBack(ReadOnlySpan<short> weights)
    {
        double sum = 0;
        for (int lane = 0; lane < Lanes; lane++)
        {
            double difference = unit.Saturate(8 * unit.Saturate(q[lane] - p[lane]));
            double product = unit.Rounded(weights[lane], difference);
            sum += unit.Clamp(product, 1 << (LaneSum.LaneBits - 1));
        }

        return unit.Saturate(8 * sum);
    }

    private double Jump(double error, double p, double inverseSlope)
    {
        double push = unit.Saturate(8 * unit.Multiply(p, FirstSpikeFormat.Threshold << 9));
        return unit.Multiply(unit.Saturate(error + push), inverseSlope);
    }

    private double DecayOver(double ticks)
    {
        double root = unit.GrowthOf(-unit.Truncate(ticks / 2)) * (1 << Growth.ScaleShift);
        root = unit.Saturate(root);
        return unit.Truncate(root * root / 32768);
    }

    /// <summary>u/2 in Q0.15 since an arrival, 0 for spikes that are not later.</summary>
    private double HalfSince(int spike, int arrival) =>
        sample.Times[spike] > sample.Arrivals[arrival].Time ? unit.Saturate(4 * unit.Multiply(decays[spike], growths[arrival])) : 0;
}
