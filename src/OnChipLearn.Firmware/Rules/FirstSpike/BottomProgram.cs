using OnChipLearn.Device;
using OnChipLearn.Firmware.Optimizers;
using OnChipLearn.Firmware.Reports;
using OnChipLearn.Firmware.Synchronisation;
using OnChipLearn.Firmware.Trials;
using PpuSim.AddressMap;

namespace OnChipLearn.Firmware.Rules.FirstSpike;

/// <summary>
/// Program of the bottom processor: loss and output layer. It follows the trials that the top processor requests and knows its schedule. Labels of
/// validation and test samples reach only <see cref="Count"/>.
/// </summary>
public static class BottomProgram
{
    private static readonly VectorH[] Momenta = new VectorH[FirstSpikeFormat.Outputs * FirstSpikeFormat.Halves];
    private static readonly VectorH[] Scales = new VectorH[FirstSpikeFormat.Outputs * FirstSpikeFormat.Halves];

    private static uint update;
    private static int rate;

    /// <summary>Runs the whole training.</summary>
    [EntryPoint]
    public static void Start()
    {
        uint[] configuration = Configuration.Words;
        if (EpochProgress.Count == 0)
        {
            Begin(configuration);
        }

        while (EpochProgress.IsLeft(configuration[Configuration.Epochs]))
        {
            TrainEpoch((int)configuration[Configuration.TrainingSamples], (int)configuration[Configuration.Batch]);
            Count((int)configuration[Configuration.ValidationSamples], EpochReport.ValidationCorrect);
            Count((int)configuration[Configuration.TestSamples], EpochReport.TestCorrect);
            EpochReport.Raise(EpochReport.Dropped, (uint)TrialRecord.Dropped);
            rate = RateSchedule.Next(rate, (int)configuration[Configuration.OutputRate], (int)configuration[Configuration.RateEpochs]);
            EpochProgress.Advance();
            EpochReport.Publish((int)EpochProgress.Count);
        }
    }

    /// <summary>Initial weights, latency of the link.</summary>
    private static void Begin(uint[] configuration)
    {
        rate = (int)configuration[Configuration.OutputRate];
        for (int k = 0; k < Scales.Length; k++)
        {
            Scales[k] = VectorUnit.SplatHalfword(FirstSpikeFormat.OutputInitialScale);
        }

        InitialWeights.DrawOutput();
        OutputWords.Invalidate();
        Publish();
        Read(training: false);
        TrialRecord.MeasureLatency();
    }

    private static void TrainEpoch(int samples, int batch)
    {
        int inBatch = 0;
        PhaseTimes.Begin();
        for (int sample = 0; sample < samples; sample++)
        {
            Read(training: true);
            PhaseTimes.End(PhaseTimes.Acquire);
            Learn();
            inBatch++;
            if (inBatch == batch || sample == samples - 1)
            {
                inBatch = 0;
                Update();
            }
        }
    }

    private static void Count(int samples, int counter)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            Read(training: false);
            if (OutputLayer.Answer() == TrialRecord.Label)
            {
                EpochReport.Add(counter, 1);
            }
        }
    }

    private static void Read(bool training)
    {
        TrialAcquisition.Read(EventFifoMap.Bottom, training);
        Exchange.SignalRead(TrialAcquisition.Next);
    }

    private static void Learn()
    {
        int label = TrialRecord.Label;
        OutputLayer.Prepare();
        for (int output = 0; output < FirstSpikeFormat.Outputs; output++)
        {
            OutputLayer.Adjoints[output] = AdjointOf(output, output == label);
        }

        Exchange.SendAdjoints(TrialAcquisition.Next - 1, OutputLayer.Adjoints);
        OutputLayer.Accumulate();
        EpochReport.Add(EpochReport.Events, (uint)TrialRecord.Events);
        OutputLoss.CountAnswer();
        PhaseTimes.End(PhaseTimes.Backward);
    }

    /// <summary>Adjoint of the time error. A silent output has no spike to move: its error counts as that of one at the end of the trial.</summary>
    public static short AdjointOf(int output, bool isLabel)
    {
        int error = OutputLoss.Error(output, isLabel);
        return error == 0 || OutputLoss.IsIdle(output, isLabel) ? (short)0 : OutputLoss.Adjoint(error, OutputLayer.Slope(output));
    }

    private static void Update()
    {
        LayerUpdate.Step(
            Configuration.Words[Configuration.Optimizer] == Configuration.OptimizerAdaptive, OutputLayer.Weights, OutputLayer.Descent, Momenta, Scales,
            rate, OutputWords.LargestShadow);
        PhaseTimes.End(PhaseTimes.Update);
        Publish();
        PhaseTimes.End(PhaseTimes.Write);
    }

    /// <summary>Output weights to the synapses and to the top processor, then the flag.</summary>
    private static void Publish()
    {
        OutputWords.Write();
        EpochReport.Add(EpochReport.WordsWritten, (uint)OutputWords.Changed);
        Exchange.SendWeights(OutputLayer.Weights, 0);
        update++;
        Exchange.SignalUpdate(update);
    }
}
