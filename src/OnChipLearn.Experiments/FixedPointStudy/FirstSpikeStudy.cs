using OnChipLearn.Device;
using OnChipLearn.Device.Host;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Firmware.Optimizers;
using OnChipLearn.Firmware.Rules.FirstSpike;
using OnChipLearn.Firmware.Trials;

namespace OnChipLearn.Experiments.FixedPointStudy;

/// <summary>
/// Trains Yin-Yang with the arithmetic of the first-spike firmware (its own methods, lane operations only) against a float model of the chip, without
/// trials, processors or time: about 25 us per sample on a free core, for choosing formats and settings. Uses the statics of the firmware
/// assembly, so one study runs at a time in a process.
/// </summary>
public sealed class FirstSpikeStudy
{
    private readonly FirstSpikeSettings settings;
    private readonly YinYang samples;
    private readonly StudyDevice device;
    private readonly FirstSpikeChip chip;
    private readonly VectorH[] hiddenMomenta = new VectorH[HiddenLayer.Weights.Length];
    private readonly VectorH[] hiddenScales = new VectorH[HiddenLayer.Weights.Length];
    private readonly VectorH[] outputMomenta = new VectorH[OutputLayer.Weights.Length];
    private readonly VectorH[] outputScales = new VectorH[OutputLayer.Weights.Length];
    private readonly float[] inputTicks = new float[FirstSpikeFormat.Inputs];
    private readonly short[] hiddenTicks;
    private readonly short[] outputTicks = new short[FirstSpikeFormat.Outputs];

    /// <param name="settings">The rule's settings.</param>
    /// <param name="samples">Task.</param>
    /// <param name="typical">Mismatch and noise of preset <c>typical</c>, else none.</param>
    /// <param name="seed">Chip, weights, order, noise.</param>
    public FirstSpikeStudy(FirstSpikeSettings settings, YinYang samples, bool typical, uint seed)
    {
        this.settings = settings;
        this.samples = samples;
        device = new StudyDevice(seed);
        chip = new FirstSpikeChip(settings.Hidden, typical ? ChipImperfection.Typical : ChipImperfection.Ideal, seed, seed + 1_000_000UL);
        hiddenTicks = new short[settings.Hidden];
        SampleOrder.Begin(seed, samples.Train.Count);
    }

    /// <summary>Trains; the result is the accuracy (0 to 1) on the validation and test samples after each epoch.</summary>
    public IEnumerable<(double Validation, double Test)> Run()
    {
        using (Enter())
        {
            Begin();
        }

        settings.ToWords(0, samples.Train.Count, 0, 0, 0).CopyTo(Configuration.Words, 0);
        int firstHiddenRate = (int)Configuration.Words[Configuration.HiddenRate];
        int firstOutputRate = (int)Configuration.Words[Configuration.OutputRate];
        int hiddenRate = firstHiddenRate;
        int outputRate = firstOutputRate;
        for (int epoch = 0; epoch < settings.Epochs; epoch++)
        {
            (double, double) accuracy;
            using (Enter())
            {
                TrainEpoch(hiddenRate, outputRate);
                accuracy = (Evaluate(samples.Validation), Evaluate(samples.Test));
            }

            hiddenRate = RateSchedule.Next(hiddenRate, firstHiddenRate, settings.RateEpochs);
            outputRate = RateSchedule.Next(outputRate, firstOutputRate, settings.RateEpochs);
            yield return accuracy;
        }
    }

    private DeviceContext.Scope Enter() => DeviceContext.Enter(device, DeviceContext.Registers);

    private void Begin()
    {
        Array.Fill(hiddenScales, VectorUnit.SplatHalfword(FirstSpikeFormat.HiddenInitialScale));
        Array.Fill(outputScales, VectorUnit.SplatHalfword(FirstSpikeFormat.OutputInitialScale));
        Array.Clear(HiddenLayer.Descent);
        Array.Clear(OutputLayer.Descent);
        TrialRecord.Latency = 0;
        InitialWeights.DrawHidden();
        InitialWeights.DrawOutput();
        OutputWords.Invalidate();
        Write();
    }

    private void TrainEpoch(int hiddenRate, int outputRate)
    {
        SampleOrder.Shuffle();
        for (int n = 1; n <= samples.Train.Count; n++)
        {
            int sample = SampleOrder.Next();
            Play(samples.Train, sample);
            Learn(samples.Train.Label(sample));
            if (n % settings.Batch == 0 || n == samples.Train.Count)
            {
                HiddenLayer.EncourageSilent();
                LayerUpdate.Step(true, HiddenLayer.Weights, HiddenLayer.Descent, hiddenMomenta, hiddenScales, hiddenRate, HiddenRows.LargestShadow);
                LayerUpdate.Step(true, OutputLayer.Weights, OutputLayer.Descent, outputMomenta, outputScales, outputRate, OutputWords.LargestShadow);
                Write();
            }
        }
    }

    private void Play(SampleSet set, int sample)
    {
        ReadOnlySpan<double> times = set.Times(sample);
        for (int input = 0; input < inputTicks.Length; input++)
        {
            inputTicks[input] = (float)Math.Round(times[input] * FirstSpikeFormat.TicksPerTau);
        }

        chip.Run(inputTicks, device.Hidden, device.Output, hiddenTicks, outputTicks);
        Array.Fill(TrialRecord.Hidden, (short)FirstSpikeFormat.NoSpike);
        for (int j = 0; j < hiddenTicks.Length; j++)
        {
            TrialRecord.Hidden[SpikeLabels.ElementOfByte(j)] = hiddenTicks[j];
        }

        for (int input = 0; input < inputTicks.Length; input++)
        {
            TrialRecord.Inputs[input] = (short)inputTicks[input];
        }

        outputTicks.CopyTo(TrialRecord.Outputs, 0);
    }

    private void Learn(int label)
    {
        HiddenLayer.Prepare();
        OutputLayer.Prepare();
        for (int output = 0; output < FirstSpikeFormat.Outputs; output++)
        {
            OutputLayer.Adjoints[output] = BottomProgram.AdjointOf(output, output == label);
        }

        OutputLayer.Accumulate();
        for (int half = 0; half < FirstSpikeFormat.Halves; half++)
        {
            HiddenLayer.Accumulate(half, OutputLayer.HiddenError(half));
        }
    }

    private void Write()
    {
        HiddenRows.Write();
        OutputWords.Write();
        device.Collect();
    }

    private double Evaluate(SampleSet set)
    {
        int correct = 0;
        for (int sample = 0; sample < set.Count; sample++)
        {
            Play(set, sample);
            correct += OutputLayer.Answer() == set.Label(sample) ? 1 : 0;
        }

        return (double)correct / set.Count;
    }
}
