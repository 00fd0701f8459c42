using OnChipLearn.Device;
using OnChipLearn.Device.Host;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Experiments.OnChip;
using OnChipLearn.Experiments.Training;
using OnChipLearn.Firmware.Rules.FirstSpike;
using OnChipLearn.Firmware.Trials;

namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>
/// Sample after sample on one chip with fixed weights: the firmware's own methods request the trial, read the record and compute both layers'
/// descents on the host CLR (equal bit for bit to the simulated processors). Uses the statics of the firmware assembly, so one run at a time in a process.
/// </summary>
/// <typeparam name="TSample">What the rule keeps of a trial.</typeparam>
internal abstract class FirmwareGradientRun<TSample> : IMirroredGradientRun
    where TSample : RecordedSample
{
    private const double OutputUnit = 1 << FirstSpikeFormat.OutputAdjointFraction;

    private readonly YinYang data;
    private readonly HostChipDevice device;
    private readonly VectorRegisters registers = new();
    private readonly double hiddenUnit;
    private readonly Dictionary<ErrorSources, IGradientMirror<TSample>> mirrors = [];
    private readonly double[] descent;
    private readonly short[] hiddenLanes;
    private readonly short[] outputLanes;
    private int current;

    /// <param name="rule">Name of the rule.</param>
    /// <param name="state">Weights and chip.</param>
    /// <param name="data">Samples.</param>
    /// <param name="hiddenFraction">Fractional bits of the hidden layer's descent.</param>
    protected FirmwareGradientRun(string rule, GradientState state, YinYang data, int hiddenFraction)
    {
        State = state;
        this.data = data;
        hiddenUnit = 1 << hiddenFraction;
        Setup = new FirmwareSetup(new TrainingRequest { Engine = "firmware-host", Rule = rule, Chip = state.Chip, Hidden = state.Hidden, Epochs = 1 }, state.Seed, data);
        device = new HostChipDevice(Setup.Chip, 0, static () => { }, static () => { });
        hiddenLanes = new short[state.HiddenWeights.Length];
        outputLanes = new short[state.OutputWeights.Length];
        descent = new double[Weights];
    }

    public int HiddenWeights => State.HiddenWeights.Length;

    public int Weights => State.HiddenWeights.Length + State.OutputWeights.Length;

    public ReadOnlySpan<double> Descent => descent;

    public bool LabelIsSilent => !Recorded.Spiked(Recorded.Label);

    /// <summary>Weights and chip.</summary>
    protected GradientState State { get; }

    /// <summary>The chip and the configuration words.</summary>
    protected FirmwareSetup Setup { get; }

    /// <summary>The spikes of the last sample.</summary>
    protected abstract TSample Recorded { get; }

    /// <summary>Those of float64 neurons.</summary>
    protected abstract TSample Simulated { get; }

    /// <summary>Float64 EventProp.</summary>
    protected abstract IGradientReference<TSample> Float64 { get; }

    public void Learn(int sample)
    {
        current = sample;
        using DeviceContext.Scope scope = DeviceContext.Enter(device, registers);
        Play(sample);
        LearnPlayed();
        CopyRecord();
        CopyDescent();
    }

    public void Reference(SlopeBound bound, Span<double> descent) => Float64.Run(Recorded, bound, descent);

    public void Mirror(ErrorSources inEffect, Span<double> descent) =>
        MirrorOf(inEffect).Run(Recorded, State.HiddenWeights, State.OutputWeights, descent);

    public void Nominal(ErrorSources inEffect, bool reference, Span<double> descent)
    {
        Simulated.Label = Recorded.Label;
        Neurons(inEffect.HasFlag(ErrorSources.WeightResolution)).Run(
            data.Train.Times(current), inEffect.HasFlag(ErrorSources.TimeResolution), Simulated);
        if (reference)
        {
            Float64.Run(Simulated, SlopeBound.AsFirmware, descent);
        }
        else
        {
            MirrorOf(inEffect).Run(Simulated, State.HiddenWeights, State.OutputWeights, descent);
        }
    }

    /// <summary>Once, at the end of the constructor: configuration, weights, latency of the link.</summary>
    protected void Begin()
    {
        using DeviceContext.Scope scope = DeviceContext.Enter(device, registers);
        Setup.Words.CopyTo(Configuration.Words, 0);

        // so that every sample has a gradient
        Configuration.Words[Configuration.Loss] = Configuration.LossTwoSided;
        LoadWeights();
        TrialRecord.Latency = 0;
        TrialRecord.Dropped = 0;
        Play(0);
        TrialRecord.MeasureLatency();
    }

    /// <summary>Shadow weights of <see cref="State"/> to the firmware and the synapses.</summary>
    protected abstract void LoadWeights();

    /// <summary>Requests a training sample and reads its record.</summary>
    protected abstract void Play(int sample);

    /// <summary>Clears the descents and adds the gradient of the sample that was read.</summary>
    protected abstract void LearnPlayed();

    /// <summary>Fills <see cref="Recorded"/> from the firmware's statics.</summary>
    protected abstract void CopyRecord();

    /// <summary>The firmware's descents of both layers.</summary>
    protected abstract (VectorH[] Hidden, VectorH[] Output) Descents { get; }

    /// <summary>A mirror with table lookup, truncation and saturation in effect or not.</summary>
    protected abstract IGradientMirror<TSample> CreateMirror(ErrorSources arithmetic);

    /// <summary>Float64 neurons with the shadow weights, or with what 6-bit synapses make of them.</summary>
    protected abstract INominalSpikes<TSample> Neurons(bool sixBit);

    private void CopyDescent()
    {
        FirmwareLanes.Read(Descents.Hidden, hiddenLanes);
        FirmwareLanes.Read(Descents.Output, outputLanes);
        for (int k = 0; k < hiddenLanes.Length; k++)
        {
            descent[k] = hiddenLanes[k] / hiddenUnit;
        }

        for (int k = 0; k < outputLanes.Length; k++)
        {
            descent[hiddenLanes.Length + k] = outputLanes[k] / OutputUnit;
        }
    }

    // time and weight resolution act on the spikes alone
    private IGradientMirror<TSample> MirrorOf(ErrorSources inEffect)
    {
        ErrorSources arithmetic = inEffect & ~(ErrorSources.TimeResolution | ErrorSources.WeightResolution);
        if (!mirrors.TryGetValue(arithmetic, out IGradientMirror<TSample>? mirror))
        {
            mirror = CreateMirror(arithmetic);
            mirrors.Add(arithmetic, mirror);
        }

        return mirror;
    }
}
