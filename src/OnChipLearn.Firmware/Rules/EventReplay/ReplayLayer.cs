using OnChipLearn.Device;
using OnChipLearn.Firmware.Arithmetic;
using OnChipLearn.Firmware.Rules.FirstSpike;
using OnChipLearn.Firmware.Trials;

namespace OnChipLearn.Firmware.Rules.EventReplay;

/// <summary>
/// Hidden layer, lanes = neurons: EventProp's backward pass over the recorded events (Wunderlich and Pehle 2021) for tau_m = 2 tau_s, reset to leak.
/// With P = lambda_V and Q = 2 lambda_V - lambda_I both states only decay between events, by u and u^2 with u = e^(-dt / 2 tau_s). At a neuron's own spike
/// P grows by J = (e + threshold P) / (I - threshold) and Q by 2 J; at an arrival from source i dL/dw_ij = -tau_s (2P - Q) is read and a recurrent
/// source is handed e = sum w_ij (Q - P). Spikes of neurons without recurrent synapses concern their own lane only, so their jumps are computed
/// beforehand, level by level for all lanes at once; the replay walks the arrivals.
/// </summary>
public static class ReplayLayer
{
    /// <summary>Shadow weights, Q9.6, one row per source: inputs (sum over the duplicated rows), then recurrent neurons.</summary>
    public static readonly VectorH[] Weights = new VectorH[ReplayFormat.Rows];

    /// <summary>Negative gradient summed over the batch in units of tau_s, Q3.12 ticks per LSB, saturating; element as in <see cref="Weights"/>.</summary>
    public static readonly VectorH[] Descent = new VectorH[ReplayFormat.Rows];

    // threshold * P in Q6.9 is P (Q3.12) * 58 / 8, here without the last three doublings
    private const int ThresholdEighth = FirstSpikeFormat.Threshold << 9;

    private const int WordsPerVector = VectorH.Length / 2;

    private static readonly short[] Growths = new short[ReplayFormat.ArrivalCapacity];
    private static readonly VectorH[] Decays = new VectorH[ReplayFormat.Levels];
    private static readonly VectorH[] InverseSlopes = new VectorH[ReplayFormat.Levels];

    [VectorAligned]
    private static readonly short[] LaneNumbers = new short[VectorH.Length];

    /// <summary>Once after the start.</summary>
    public static void Begin()
    {
        for (int lane = 0; lane < VectorH.Length; lane++)
        {
            LaneNumbers[lane] = (short)lane;
        }

        Processor.Synchronize();
    }

    /// <summary>Everything that needs no error: decays, currents, 8 / (I - threshold) of every spike.</summary>
    public static void Prepare()
    {
        for (int k = 0; k < SpikeTrains.Arrivals; k++)
        {
            Growths[k] = (short)Growth.OfTicks(SpikeTrains.ArrivalTimes[k]);
        }

        for (int level = 0; level < SpikeTrains.Levels; level++)
        {
            VectorH time = Sram.Load(SpikeTrains.Times, level * VectorH.Length);
            VectorH decay = Decay.OfTicks(time);
            Decays[level] = decay;
            int latest = SpikeTrains.LatestTimes[level];
            Accumulator.Set(VectorUnit.SplatHalfword(0));
            for (int k = 0; k < SpikeTrains.Arrivals && SpikeTrains.ArrivalTimes[k] < latest; k++)
            {
                // (u/2)^2 = u^2/4: the sum of products is kept in 32 bits, ACC = I * 2^20
                VectorH halfU = Kernel.HalfSince(time, decay, SpikeTrains.ArrivalTimes[k], Growths[k]);
                Accumulator.AddProductFractional(Weights[SpikeTrains.ArrivalRows[k]], VectorUnit.MultiplyFractional(halfU, halfU));
            }

            InverseSlopes[level] = InverseSlope.OfCurrentSum();
        }
    }

    /// <summary>The jumps of lanes without recurrent synapses, latest level first; needs the output adjoints.</summary>
    public static void ComputeJumps()
    {
        VectorH state = VectorUnit.SplatHalfword(0);
        VectorH later = state;
        VectorH firstPlain = VectorUnit.SplatHalfword((int)Configuration.Words[Configuration.Recurrent]);
        for (int level = SpikeTrains.Levels - 1; level >= 0; level--)
        {
            VectorH time = Sram.Load(SpikeTrains.Times, level * VectorH.Length);
            VectorH error = OutputReplay.HiddenError(time);
            VectorH gap = VectorUnit.SubtractSaturating(later, time);
            VectorUnit.Compare(gap);
            VectorH decay = Decay.OfTicks(VectorUnit.Select(gap, VectorUnit.SplatHalfword(0), Condition.Less));
            state = Accumulator.PlusProductFractional(state, decay);
            VectorH jump = Jump(error, state, InverseSlopes[level]);
            state = VectorUnit.AddSaturating(state, jump);
            VectorUnit.Compare(VectorUnit.SubtractModulo(Sram.Load(LaneNumbers, 0), firstPlain));
            Sram.Store(DramAcquisition.Words, level * WordsPerVector, VectorUnit.Select(jump, error, Condition.Less));
            later = time;
        }
    }

    /// <summary>Walks the arrivals backwards and adds this sample's gradient.</summary>
    public static void Replay()
    {
        VectorH p = VectorUnit.SplatHalfword(0);
        VectorH q = p;
        int later = FirstSpikeFormat.NoSpike;
        for (int k = SpikeTrains.Arrivals - 1; k >= 0; k--)
        {
            int time = SpikeTrains.ArrivalTimes[k];
            int decay = DecayOver(later - time);
            Accumulator.Set(VectorUnit.SplatHalfword(Decay.HalfUnit));
            p = Accumulator.PlusProductFractional(p, VectorUnit.SplatHalfword(decay));
            q = Accumulator.PlusProductFractional(q, VectorUnit.SplatHalfword((decay * decay) >> 15));
            int levels = SpikeTrains.FollowingLevels[k];
            for (int level = 0; levels != 0; level++, levels >>= 1)
            {
                if ((levels & 1) != 0)
                {
                    VectorH u = KernelBetween(level, time, Growths[k], later);
                    VectorH change = Accumulator.PlusProductFractional(Jumps(level), u);
                    p = VectorUnit.AddSaturating(p, change);
                    change = Accumulator.PlusProductFractional(change, u);
                    q = VectorUnit.AddSaturating(q, VectorUnit.AddSaturating(change, change));
                }
            }

            later = time;
            int row = SpikeTrains.ArrivalRows[k];
            Descent[row] = VectorUnit.AddSaturating(Descent[row], VectorUnit.SubtractSaturating(VectorUnit.AddSaturating(p, p), q));
            if (row >= FirstSpikeFormat.Inputs)
            {
                int level = SpikeTrains.ArrivalLevels[k];
                VectorH error = VectorUnit.AddSaturating(Jumps(level), VectorUnit.SplatHalfword(HandedBack(Weights[row], p, q)));
                VectorH jump = Jump(error, p, InverseSlopes[level]);
                VectorUnit.Compare(VectorUnit.SubtractModulo(Sram.Load(LaneNumbers, 0), VectorUnit.SplatHalfword(row - FirstSpikeFormat.Inputs)));
                jump = VectorUnit.Select(VectorUnit.SplatHalfword(0), jump, Condition.Equal);
                p = VectorUnit.AddSaturating(p, jump);
                q = VectorUnit.AddSaturating(q, VectorUnit.AddSaturating(jump, jump));
            }
        }
    }

    /// <summary>
    /// J of lanes without recurrent synapses; of the others what the outputs say of e, until the replay has the rest of it. Kept where the trial's record
    /// was, which has been decoded.
    /// </summary>
    private static VectorH Jumps(int level) => Sram.Load(DramAcquisition.Words, level * WordsPerVector);

    /// <summary>e^(-ticks / 2 tau_s) in Q0.15, for up to 2304 ticks.</summary>
    private static int DecayOver(int ticks)
    {
        int root = Growth.OfTicks(-(ticks >> 1)) << Growth.ScaleShift;
        root = root > short.MaxValue ? short.MaxValue : root;
        return (root * root) >> 15;
    }

    /// <summary>u in Q0.15 since an arrival in lanes without recurrent synapses whose spike is after it and not after the next arrival, 0 elsewhere.</summary>
    private static VectorH KernelBetween(int level, int earlier, int growth, int later)
    {
        VectorH time = Sram.Load(SpikeTrains.Times, level * VectorH.Length);
        VectorH zero = VectorUnit.SplatHalfword(0);
        VectorH half = Kernel.HalfSince(time, Decays[level], earlier, growth);
        VectorUnit.Compare(VectorUnit.SubtractSaturating(time, VectorUnit.SplatHalfword(later)));
        half = VectorUnit.Select(half, zero, Condition.Greater);
        VectorUnit.Compare(VectorUnit.SubtractModulo(
            Sram.Load(LaneNumbers, 0), VectorUnit.SplatHalfword((int)Configuration.Words[Configuration.Recurrent])));
        half = VectorUnit.Select(half, zero, Condition.Less);
        return VectorUnit.AddSaturating(half, half);
    }

    /// <summary>J = (e + threshold P) / (I - threshold), Q3.12 ticks per LSB.</summary>
    private static VectorH Jump(VectorH error, VectorH p, VectorH inverseSlope)
    {
        VectorH push = VectorUnit.MultiplyFractional(p, VectorUnit.SplatHalfword(ThresholdEighth));
        push = VectorUnit.AddSaturating(push, push);
        push = VectorUnit.AddSaturating(push, push);
        push = VectorUnit.AddSaturating(push, push);
        return VectorUnit.MultiplyFractional(VectorUnit.AddSaturating(error, push), inverseSlope);
    }

    /// <summary>
    /// sum w (Q - P) over the neurons that a recurrent spike reaches, Q6.9 ticks, saturating. One lane hands back at most 16 ticks, resolved to 1/64.
    /// </summary>
    private static int HandedBack(VectorH weights, VectorH p, VectorH q)
    {
        VectorH difference = VectorUnit.SubtractSaturating(q, p);
        difference = VectorUnit.AddSaturating(difference, difference);
        difference = VectorUnit.AddSaturating(difference, difference);
        difference = VectorUnit.AddSaturating(difference, difference);
        return Saturation.ToHalfword(LaneSum.OfClamped(Accumulator.PlusProductFractional(weights, difference)) << 3);
    }
}
