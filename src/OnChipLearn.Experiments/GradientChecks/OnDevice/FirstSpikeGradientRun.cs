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
internal sealed class FirstSpikeGradientRun : IMirroredGradientRun
{
    private const double HiddenUnit = 1 << 12;
    private const double OutputUnit = 1 << FirstSpikeFormat.OutputAdjointFraction;

    private readonly GradientState state;
    private readonly YinYang data;
    private readonly HostChipDevice device;
    private readonly VectorRegisters registers = new();
    private readonly FirstSpikeReference reference;
    private readonly NominalSpikes[] nominal;
    private readonly Dictionary<ErrorSources, FirstSpikeMirror> mirrors = [];
    private readonly RecordedSample recorded = new();
    private readonly RecordedSample simulated = new();
    private readonly double[] descent;
    private readonly short[] hiddenLanes;
    private readonly short[] outputLanes;
    private uint trial;
    private int current;

    public FirstSpikeGradientRun(GradientState state, YinYang data)
    {
        this.state = state;
        this.data = data;
        FirmwareSetup setup = new(new TrainingRequest { Engine = "firmware-host", Rule = FirstSpikeRule.RuleName, Chip = state.Chip, Hidden = state.Hidden, Epochs = 1 }, state.Seed, data);
        device = new HostChipDevice(setup.Chip, 0, static () => { }, static () => { });
        reference = new FirstSpikeReference(state.HiddenWeights, state.OutputWeights);
        nominal = [new NominalSpikes(state, sixBit: false), new NominalSpikes(state, sixBit: true)];
        hiddenLanes = new short[state.HiddenWeights.Length];
        outputLanes = new short[state.OutputWeights.Length];
        descent = new double[Weights];
        using DeviceContext.Scope scope = DeviceContext.Enter(device, registers);
        setup.Words.CopyTo(Configuration.Words, 0);

        // so that every sample has a gradient
        Configuration.Words[Configuration.Loss] = Configuration.LossTwoSided;
        FirmwareLanes.Write(state.HiddenWeights, HiddenLayer.Weights);
        FirmwareLanes.Write(state.OutputWeights, OutputLayer.Weights);
        HiddenRows.Write();
        OutputWords.Invalidate();
        OutputWords.Write();
        TrialRecord.Latency = 0;
        TrialRecord.Dropped = 0;
        Play(0);
        TrialRecord.MeasureLatency();
    }

    public int HiddenWeights => state.HiddenWeights.Length;

    public int Weights => state.HiddenWeights.Length + state.OutputWeights.Length;

    public ReadOnlySpan<double> Descent => descent;

    public bool LabelIsSilent => !recorded.Spiked(recorded.Label);

    public void Learn(int sample)
    {
        current = sample;
        using DeviceContext.Scope scope = DeviceContext.Enter(device, registers);
        Play(sample);
        int label = TrialRecord.Label;
        HiddenLayer.Prepare();
        OutputLayer.Prepare();
        for (int output = 0; output < FirstSpikeFormat.Outputs; output++)
        {
            OutputLayer.Adjoints[output] = BottomProgram.AdjointOf(output, output == label);
        }

        Array.Clear(OutputLayer.Descent);
        Array.Clear(HiddenLayer.Descent);
        OutputLayer.Accumulate();
        for (int half = 0; half < FirstSpikeFormat.Halves; half++)
        {
            HiddenLayer.Accumulate(half, OutputLayer.HiddenError(half));
        }

        CopyRecord(label);
        CopyDescent();
    }

    public void Reference(SlopeBound bound, Span<double> descent) => reference.Run(recorded, bound, descent);

    public void Mirror(ErrorSources inEffect, Span<double> descent) =>
        MirrorOf(inEffect).Run(recorded, state.HiddenWeights, state.OutputWeights, descent);

    public void Nominal(ErrorSources inEffect, bool reference, Span<double> descent)
    {
        simulated.Label = recorded.Label;
        nominal[inEffect.HasFlag(ErrorSources.WeightResolution) ? 1 : 0].Run(
            data.Train.Times(current), inEffect.HasFlag(ErrorSources.TimeResolution), simulated);
        if (reference)
        {
            this.reference.Run(simulated, SlopeBound.AsFirmware, descent);
        }
        else
        {
            MirrorOf(inEffect).Run(simulated, state.HiddenWeights, state.OutputWeights, descent);
        }
    }

    private void Play(int sample)
    {
        SamplePlayer.Request(sample);
        DramAcquisition.Await(trial);
        DramAcquisition.Read(trial);
        trial++;
    }

    private void CopyRecord(int label)
    {
        recorded.Label = label;
        for (int input = 0; input < FirstSpikeFormat.Inputs; input++)
        {
            recorded.Inputs[input] = TrialRecord.Inputs[input];
        }

        for (int element = 0; element < FirstSpikeFormat.HiddenCapacity; element++)
        {
            recorded.Hidden[element] = TrialRecord.Hidden[element];
        }

        for (int output = 0; output < FirstSpikeFormat.Outputs; output++)
        {
            recorded.Outputs[output] = TrialRecord.Outputs[output];
        }
    }

    private void CopyDescent()
    {
        FirmwareLanes.Read(HiddenLayer.Descent, hiddenLanes);
        FirmwareLanes.Read(OutputLayer.Descent, outputLanes);
        for (int k = 0; k < hiddenLanes.Length; k++)
        {
            descent[k] = hiddenLanes[k] / HiddenUnit;
        }

        for (int k = 0; k < outputLanes.Length; k++)
        {
            descent[hiddenLanes.Length + k] = outputLanes[k] / OutputUnit;
        }
    }

    // time and weight resolution act on the spikes alone
    private FirstSpikeMirror MirrorOf(ErrorSources inEffect)
    {
        ErrorSources arithmetic = inEffect & ~(ErrorSources.TimeResolution | ErrorSources.WeightResolution);
        if (!mirrors.TryGetValue(arithmetic, out FirstSpikeMirror? mirror))
        {
            mirror = new FirstSpikeMirror(arithmetic);
            mirrors.Add(arithmetic, mirror);
        }

        return mirror;
    }
}
