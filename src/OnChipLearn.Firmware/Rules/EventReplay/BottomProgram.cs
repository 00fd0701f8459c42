using OnChipLearn.Device;
using OnChipLearn.Firmware.Arithmetic;
using OnChipLearn.Firmware.Optimizers;
using OnChipLearn.Firmware.Reports;
using OnChipLearn.Firmware.Rules.FirstSpike;
using OnChipLearn.Firmware.Synchronisation;
using OnChipLearn.Firmware.Trials;
using PpuSim.AddressMap;

namespace OnChipLearn.Firmware.Rules.EventReplay;

/// <summary>
/// Program of the bottom processor: loss and output layer. It follows the trials that the top processor requests and knows its schedule. Labels of
/// validation and test samples reach only <see cref="Count"/>.
/// </summary>
public static class BottomProgram
{
    private static readonly VectorH[] Momenta = new VectorH[FirstSpikeFormat.Outputs];
    private static readonly VectorH[] Scales = new VectorH[FirstSpikeFormat.Outputs];

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
            rate = (rate * (int)configuration[Configuration.RateDecay]) >> 15;
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

        ReplayInitialWeights.DrawOutput();
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
        ReplayAcquisition.Read(EventFifoMap.Bottom, training);
        Exchange.SignalRead(ReplayAcquisition.Next);
    }

    private static void Learn()
    {
        OutputReplay.PrepareOutputs();
        OutputReplay.PrepareHidden();
        for (int output = 0; output < FirstSpikeFormat.Outputs; output++)
        {
            bool isLabel = output == TrialRecord.Label;
            int error = OutputLoss.Error(output, isLabel);
            OutputReplay.Adjoints[output] = OutputLoss.IsIdle(output, isLabel) ? (short)0 : OutputLoss.Adjoint(error, OutputReplay.Slope(output));
        }

        Exchange.SendAdjoints(ReplayAcquisition.Next - 1, OutputReplay.Adjoints);
        OutputReplay.Accumulate();
        EpochReport.Add(EpochReport.Events, (uint)TrialRecord.Events);
        OutputLoss.CountAnswer();
        PhaseTimes.End(PhaseTimes.Backward);
    }

    private static void Update()
    {
        for (int output = 0; output < FirstSpikeFormat.Outputs; output++)
        {
            AdaptiveMoments.Step(
                OutputReplay.Weights, OutputReplay.Descent, Momenta, Scales, output, RandomLanes.Left(RandomGenerators.Next(0)),
                VectorUnit.SplatHalfword(rate), VectorUnit.SplatHalfword(OutputWords.LargestShadow));
        }

        PhaseTimes.End(PhaseTimes.Update);
        Publish();
        PhaseTimes.End(PhaseTimes.Write);
    }

    /// <summary>Output weights to the synapses and to the top processor, then the flag.</summary>
    private static void Publish()
    {
        OutputWords.Changed = 0;
        OutputWords.WriteHalf(0, OutputReplay.Weights[0], OutputReplay.Weights[1], OutputReplay.Weights[2]);
        EpochReport.Add(EpochReport.WordsWritten, (uint)OutputWords.Changed);
        update++;
        Exchange.SendWeights(OutputReplay.Weights, OutputReplay.Slot(update));
        Exchange.SignalUpdate(update);
    }
}
