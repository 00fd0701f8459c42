using OnChipLearn.Device;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Firmware.Rules.EventReplay;
using OnChipLearn.Firmware.Rules.FirstSpike;
using OnChipLearn.Firmware.Synchronisation;
using OnChipLearn.Firmware.Trials;
using PpuSim.AddressMap;
using BottomProgram = OnChipLearn.Firmware.Rules.EventReplay.BottomProgram;

namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>Gradients of rule EventReplay.</summary>
internal sealed class EventReplayGradientRun : FirmwareGradientRun<ReplaySample>
{
    private readonly ReplayNeurons[] neurons;

    public EventReplayGradientRun(GradientState state, YinYang data)
        : base(EventReplayRule.RuleName, state, data, ReplayFormat.AdjointFraction)
    {
        int recurrent = ((EventReplaySettings)Setup.Settings).Recurrent;
        Recorded = new ReplaySample(recurrent);
        Simulated = new ReplaySample(recurrent);
        Float64 = new EventReplayReference(state, recurrent);
        neurons = [new ReplayNeurons(state, recurrent, sixBit: false), new ReplayNeurons(state, recurrent, sixBit: true)];
        Begin();
    }

    protected override ReplaySample Recorded { get; }

    protected override ReplaySample Simulated { get; }

    protected override IGradientReference<ReplaySample> Float64 { get; }

    protected override (VectorH[] Hidden, VectorH[] Output) Descents => (ReplayLayer.Descent, OutputReplay.Descent);

    protected override void LoadWeights()
    {
        FirmwareLanes.Write(State.HiddenWeights, ReplayLayer.Weights);
        FirmwareLanes.Write(State.OutputWeights, OutputReplay.Weights);
        ReplayLayer.Begin();
        ReplayRows.Write(Recorded.Recurrent);
        OutputWords.Invalidate();
        OutputWords.WriteHalf(0, OutputReplay.Weights[0], OutputReplay.Weights[1], OutputReplay.Weights[2]);
        OutputReplay.Received = 0;
        for (int output = 0; output < FirstSpikeFormat.Outputs; output++)
        {
            Sram.Store(Exchange.Weights, output * (VectorH.Length / 2), OutputReplay.Weights[output]);
        }

        ReplayAcquisition.Next = 0;
    }

    protected override void Play(int sample)
    {
        SamplePlayer.Request(sample);
        ReplayAcquisition.Read(EventFifoMap.Top, training: false);
    }

    protected override void LearnPlayed()
    {
        OutputReplay.PrepareOutputs();
        OutputReplay.PrepareHidden();
        for (int output = 0; output < FirstSpikeFormat.Outputs; output++)
        {
            OutputReplay.Adjoints[output] = BottomProgram.AdjointOf(output, output == TrialRecord.Label);
        }

        Array.Clear(OutputReplay.Descent);
        Array.Clear(ReplayLayer.Descent);
        OutputReplay.Accumulate();
        ReplayLayer.Prepare();
        ReplayLayer.ComputeJumps();
        ReplayLayer.Replay();
    }

    protected override void CopyRecord() => Recorded.CopyFirmware();

    protected override IGradientMirror<ReplaySample> CreateMirror(ErrorSources arithmetic) => new EventReplayMirror(arithmetic, Recorded.Recurrent);

    protected override INominalSpikes<ReplaySample> Neurons(bool sixBit) => neurons[sixBit ? 1 : 0];
}
