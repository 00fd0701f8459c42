using OnChipLearn.Device;
using OnChipLearn.Device.Host;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Experiments.OnChip;
using OnChipLearn.Experiments.Training;
using OnChipLearn.Firmware.Rules.EventReplay;
using OnChipLearn.Firmware.Rules.FirstSpike;
using OnChipLearn.Firmware.Synchronisation;
using OnChipLearn.Firmware.Trials;
using PpuSim.AddressMap;

namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>
/// As <see cref="FirstSpikeGradientRun"/> for rule EventReplay: the firmware's own methods, sample after sample with fixed weights. Uses the statics of the
/// firmware assembly, so one run at a time in a process.
/// </summary>
internal sealed class EventReplayGradientRun : IFirmwareGradientRun
{
    private const double HiddenUnit = 1 << 12;
    private const double OutputUnit = 1 << FirstSpikeFormat.OutputAdjointFraction;

    private readonly GradientState state;
    private readonly HostChipDevice device;
    private readonly VectorRegisters registers = new();
    private readonly EventReplayReference reference;
    private readonly double[] descent;
    private readonly short[] hiddenLanes;
    private readonly short[] outputLanes;

    public EventReplayGradientRun(GradientState state, YinYang data)
    {
        this.state = state;
        FirmwareSetup setup = new(
            new TrainingRequest { Engine = "firmware-host", Rule = EventReplayRule.RuleName, Chip = state.Chip, Hidden = state.Hidden, Epochs = 1 }, state.Seed, data);
        int recurrent = ((EventReplaySettings)setup.Settings).Recurrent;
        device = new HostChipDevice(setup.Chip, 0, static () => { }, static () => { });
        reference = new EventReplayReference(state, recurrent);
        hiddenLanes = new short[state.HiddenWeights.Length];
        outputLanes = new short[state.OutputWeights.Length];
        descent = new double[Weights];
        using DeviceContext.Scope scope = DeviceContext.Enter(device, registers);
        setup.Words.CopyTo(Configuration.Words, 0);
        FirmwareLanes.Write(state.HiddenWeights, ReplayLayer.Weights);
        FirmwareLanes.Write(state.OutputWeights, OutputReplay.Weights);
        ReplayLayer.Begin();
        ReplayRows.Write(recurrent);
        OutputWords.Invalidate();
        OutputWords.WriteHalf(0, OutputReplay.Weights[0], OutputReplay.Weights[1], OutputReplay.Weights[2]);
        OutputReplay.Received = 0;
        for (int output = 0; output < FirstSpikeFormat.Outputs; output++)
        {
            Sram.Store(Exchange.Weights, output * (VectorH.Length / 2), OutputReplay.Weights[output]);
        }

        TrialRecord.Latency = 0;
        TrialRecord.Dropped = 0;
        ReplayAcquisition.Next = 0;
        Play(0);
        TrialRecord.MeasureLatency();
    }

    public int HiddenWeights => state.HiddenWeights.Length;

    public int Weights => state.HiddenWeights.Length + state.OutputWeights.Length;

    public ReadOnlySpan<double> Descent => descent;

    public bool LabelIsSilent => TrialRecord.Outputs[TrialRecord.Label] == FirstSpikeFormat.NoSpike;

    public void Learn(int sample)
    {
        using DeviceContext.Scope scope = DeviceContext.Enter(device, registers);
        Play(sample);
        OutputReplay.PrepareOutputs();
        OutputReplay.PrepareHidden();
        for (int output = 0; output < FirstSpikeFormat.Outputs; output++)
        {
            bool isLabel = output == TrialRecord.Label;
            OutputReplay.Adjoints[output] = OutputLoss.IsIdle(output, isLabel)
                ? (short)0
                : OutputLoss.Adjoint(OutputLoss.Error(output, isLabel), OutputReplay.Slope(output));
        }

        Array.Clear(OutputReplay.Descent);
        Array.Clear(ReplayLayer.Descent);
        OutputReplay.Accumulate();
        ReplayLayer.Prepare();
        ReplayLayer.ComputeJumps();
        ReplayLayer.Replay();
        CopyDescent();
    }

    public void Reference(SlopeBound bound, Span<double> descent) => reference.Run(bound, descent);

    private static void Play(int sample)
    {
        SamplePlayer.Request(sample);
        ReplayAcquisition.Read(EventFifoMap.Top, training: false);
    }

    private void CopyDescent()
    {
        FirmwareLanes.Read(ReplayLayer.Descent, hiddenLanes);
        FirmwareLanes.Read(OutputReplay.Descent, outputLanes);
        for (int k = 0; k < hiddenLanes.Length; k++)
        {
            descent[k] = hiddenLanes[k] / HiddenUnit;
        }

        for (int k = 0; k < outputLanes.Length; k++)
        {
            descent[hiddenLanes.Length + k] = outputLanes[k] / OutputUnit;
        }
    }
}
