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
/// Program of the top processor: it requests the trials and trains the hidden layer. The next trial runs while this one is learnt from, except across an
/// update, so no gradient is stale.
/// </summary>
public readonly struct TopProgram : IHiddenProgram
{
    // one vector per input row, one that the recurrent rows share
    private static readonly VectorH[] Scales = new VectorH[FirstSpikeFormat.Inputs + 1];
    private static uint update;
    private static int inputRate;
    private static int recurrentRate;

    /// <summary>Runs the whole training.</summary>
    [EntryPoint]
    public static void Start() => HiddenSchedule<TopProgram>.Run();

    /// <inheritdoc/>
    public static void Begin(uint[] configuration, int trainingSamples)
    {
        inputRate = (int)configuration[Configuration.HiddenRate];
        recurrentRate = (int)configuration[Configuration.RecurrentRate];
        for (int k = 0; k < Scales.Length; k++)
        {
            Scales[k] = VectorUnit.SplatHalfword(FirstSpikeFormat.HiddenInitialScale);
        }

        ReplayLayer.Begin();
        ReplayInitialWeights.DrawHidden(Recurrent);
        ReplayRows.Write(Recurrent);
        FinishUpdate();
        Play(0);
        TrialRecord.MeasureLatency();
        SampleOrder.Begin(configuration[Configuration.Seed], trainingSamples);
    }

    private static int Recurrent => (int)Configuration.Words[Configuration.Recurrent];

    /// <inheritdoc/>
    public static void Play(int sample)
    {
        SamplePlayer.Request(sample);
        ReplayAcquisition.Read(EventFifoMap.Top, training: false);
        Exchange.AwaitRead(ReplayAcquisition.Next);
    }

    /// <inheritdoc/>
    public static void TrainEpoch(int samples, int batch)
    {
        PhaseTimes.Begin();
        int inBatch = 0;
        SamplePlayer.Request(SampleOrder.Next());
        for (int sample = 1; sample <= samples; sample++)
        {
            ReplayAcquisition.Read(EventFifoMap.Top, training: true);
            bool last = ++inBatch == batch || sample == samples;
            if (!last)
            {
                SamplePlayer.Request(SampleOrder.Next());
            }

            PhaseTimes.End(PhaseTimes.Acquire);
            Learn();
            if (last)
            {
                inBatch = 0;
                Update();
                if (sample < samples)
                {
                    SamplePlayer.Request(SampleOrder.Next());
                }
            }
        }
    }

    /// <inheritdoc/>
    public static void LowerRates(uint[] configuration)
    {
        inputRate = (inputRate * (int)configuration[Configuration.RateDecay]) >> 15;
        recurrentRate = (recurrentRate * (int)configuration[Configuration.RateDecay]) >> 15;
    }

    private static void Learn()
    {
        ReplayLayer.Prepare();
        OutputReplay.PrepareOutputs();
        PhaseTimes.End(PhaseTimes.Backward);
        Exchange.ReceiveAdjoints(ReplayAcquisition.Next - 1, OutputReplay.Adjoints);
        PhaseTimes.End(PhaseTimes.Barrier);
        ReplayLayer.ComputeJumps();
        ReplayLayer.Replay();
        PhaseTimes.End(PhaseTimes.Backward);
    }

    private static void Update()
    {
        Encouragement.Raise(ReplayLayer.Weights, ReplayLayer.Descent, 0, 1, FirstSpikeFormat.Inputs);
        for (int row = 0; row < FirstSpikeFormat.Inputs + Recurrent; row++)
        {
            bool isInput = row < FirstSpikeFormat.Inputs;
            NormalisedDescent.Step(
                ReplayLayer.Weights, ReplayLayer.Descent, row, Scales, isInput ? row : FirstSpikeFormat.Inputs, RandomLanes.Left(RandomGenerators.Next(0)),
                VectorUnit.SplatHalfword(isInput ? inputRate : recurrentRate),
                VectorUnit.SplatHalfword(isInput ? HiddenRows.LargestShadow : ReplayFormat.LargestRecurrent));
        }

        PhaseTimes.End(PhaseTimes.Update);
        ReplayRows.Write(Recurrent);
        Processor.Synchronize();
        PhaseTimes.End(PhaseTimes.Write);
        FinishUpdate();
        PhaseTimes.End(PhaseTimes.Barrier);
    }

    /// <summary>The bottom processor's weights are in its synapses and have arrived here, beside those of the last update.</summary>
    private static void FinishUpdate()
    {
        update++;
        Exchange.AwaitUpdate(update);
        OutputReplay.Received = OutputReplay.Slot(update);
    }
}
