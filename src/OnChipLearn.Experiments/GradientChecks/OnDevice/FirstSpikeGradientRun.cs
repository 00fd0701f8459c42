using OnChipLearn.Device;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Firmware.Rules.FirstSpike;
using OnChipLearn.Firmware.Trials;

namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>Gradients of rule FirstSpike.</summary>
internal sealed class FirstSpikeGradientRun : FirmwareGradientRun<FirstSpikeSample>
{
    private const int DescentFraction = 12;

    private readonly FirstSpikeNeurons[] nominal;
    private uint trial;

    public FirstSpikeGradientRun(GradientState state, YinYang data)
        : base(FirstSpikeRule.RuleName, state, data, DescentFraction)
    {
        Float64 = new FirstSpikeReference(state.HiddenWeights, state.OutputWeights);
        nominal = [new FirstSpikeNeurons(state, sixBit: false), new FirstSpikeNeurons(state, sixBit: true)];
        Begin();
    }

    protected override FirstSpikeSample Recorded { get; } = new();

    protected override FirstSpikeSample Simulated { get; } = new();

    protected override IGradientReference<FirstSpikeSample> Float64 { get; }

    protected override (VectorH[] Hidden, VectorH[] Output) Descents => (HiddenLayer.Descent, OutputLayer.Descent);

    protected override void LoadWeights()
    {
        FirmwareLanes.Write(State.HiddenWeights, HiddenLayer.Weights);
        FirmwareLanes.Write(State.OutputWeights, OutputLayer.Weights);
        HiddenRows.Write();
        OutputWords.Invalidate();
        OutputWords.Write();
    }

    protected override void Play(int sample)
    {
        SamplePlayer.Request(sample);
        DramAcquisition.Await(trial);
        DramAcquisition.Read(trial);
        trial++;
    }

    protected override void LearnPlayed()
    {
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
    }

    protected override void CopyRecord()
    {
        Recorded.Label = TrialRecord.Label;
        for (int input = 0; input < FirstSpikeFormat.Inputs; input++)
        {
            Recorded.Inputs[input] = TrialRecord.Inputs[input];
        }

        for (int element = 0; element < FirstSpikeFormat.HiddenCapacity; element++)
        {
            Recorded.Hidden[element] = TrialRecord.Hidden[element];
        }

        for (int output = 0; output < FirstSpikeFormat.Outputs; output++)
        {
            Recorded.Outputs[output] = TrialRecord.Outputs[output];
        }
    }

    protected override IGradientMirror<FirstSpikeSample> CreateMirror(ErrorSources arithmetic) => new FirstSpikeMirror(arithmetic);

    protected override INominalSpikes<FirstSpikeSample> Neurons(bool sixBit) => nominal[sixBit ? 1 : 0];
}
