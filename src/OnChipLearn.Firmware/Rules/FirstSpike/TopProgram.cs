using OnChipLearn.Device;
using OnChipLearn.Firmware.Optimizers;
using OnChipLearn.Firmware.Reports;
using OnChipLearn.Firmware.Synchronisation;
using OnChipLearn.Firmware.Trials;
using PpuSim.AddressMap;

namespace OnChipLearn.Firmware.Rules.FirstSpike;

/// <summary>
/// Program of the top processor: it requests the trials and trains the hidden layer. The next trial runs while this one is learnt from, except
/// across an update: synapses are written between trials, and all samples of a batch see the same weights, so no gradient is stale.
/// </summary>
public readonly struct TopProgram : IHiddenProgram
{
    private static readonly VectorH[] Momenta = new VectorH[FirstSpikeFormat.Inputs * FirstSpikeFormat.Halves];
    private static readonly VectorH[] Scales = new VectorH[FirstSpikeFormat.Inputs * FirstSpikeFormat.Halves];
    private static uint update;
    private static int rate;

    /// <summary>Runs the whole training.</summary>
    [EntryPoint]
    public static void Start() => HiddenSchedule<TopProgram>.Run();

    /// <inheritdoc/>
    public static void Begin(uint[] configuration, int trainingSamples)
    {
        rate = (int)configuration[Configuration.HiddenRate];
        for (int k = 0; k < Scales.Length; k++)
        {
            Scales[k] = VectorUnit.SplatHalfword(FirstSpikeFormat.HiddenInitialScale);
        }

        InitialWeights.DrawHidden();
        HiddenRows.Write();
        FinishUpdate();
        Play(0);
        TrialRecord.MeasureLatency();
        SampleOrder.Begin(configuration[Configuration.Seed], trainingSamples);
    }

    /// <inheritdoc/>
    public static void Play(int sample)
    {
        SamplePlayer.Request(sample);
        TrialAcquisition.Read(EventFifoMap.Top, training: false);
        Exchange.AwaitRead(TrialAcquisition.Next);
    }

    /// <inheritdoc/>
    public static void TrainEpoch(int samples, int batch)
    {
        PhaseTimes.Begin();
        int left = samples;
        while (left > 0)
        {
            int size = left < batch ? left : batch;
            TrainBatch(size);
            Update();
            left -= size;
        }
    }

    /// <summary>While sample k is learnt from, k + 1 is played and k + 2 waits: a request that comes after the end of a trial loses a period.</summary>
    private static void TrainBatch(int size)
    {
        SamplePlayer.Request(SampleOrder.Next());
        SamplePlayer.AwaitBegun(TrialAcquisition.Next + 1);
        if (size > 1)
        {
            SamplePlayer.Request(SampleOrder.Next());
        }

        for (int sample = 0; sample < size; sample++)
        {
            TrialAcquisition.Read(EventFifoMap.Top, training: true);
            PhaseTimes.End(PhaseTimes.Acquire);
            Learn(requests: sample + 2 < size);
        }
    }

    /// <summary>
    /// Asks for sample k + 2 after k has been read, late enough that the bottom processor is not waited for. Its record takes the place of that of k,
    /// which the bottom processor must have read, too; and the request would take the place of that of k + 1, which must have begun. It has if the
    /// record of k was waited for, since that is complete after the next trial's start; a processor that came late looks, and loses a period, not a
    /// sample.
    /// </summary>
    private static void RequestSecondNext()
    {
        Exchange.AwaitRead(TrialAcquisition.Next);
        if (TrialAcquisition.CameLate)
        {
            SamplePlayer.AwaitBegun(TrialAcquisition.Next + 1);
        }

        SamplePlayer.Request(SampleOrder.Next());
    }

    /// <inheritdoc/>
    public static void LowerRates(uint[] configuration) =>
        rate = RateSchedule.Next(rate, (int)configuration[Configuration.HiddenRate], (int)configuration[Configuration.RateEpochs]);

    private static void Learn(bool requests)
    {
        HiddenLayer.Prepare();
        OutputLayer.Prepare();
        PhaseTimes.End(PhaseTimes.Backward);
        if (requests)
        {
            RequestSecondNext();
        }

        Exchange.ReceiveAdjoints(TrialAcquisition.Next - 1, OutputLayer.Adjoints);
        PhaseTimes.End(PhaseTimes.Barrier);
        if (OutputLayer.HasError())
        {
            for (int half = 0; half < FirstSpikeFormat.Halves; half++)
            {
                HiddenLayer.Accumulate(half, OutputLayer.HiddenError(half));
            }
        }

        PhaseTimes.End(PhaseTimes.Backward);
    }

    private static void Update()
    {
        HiddenLayer.EncourageSilent();
        LayerUpdate.Step(
            Configuration.Words[Configuration.Optimizer] == Configuration.OptimizerAdaptive, HiddenLayer.Weights, HiddenLayer.Descent, Momenta, Scales,
            rate, HiddenRows.LargestShadow);
        PhaseTimes.End(PhaseTimes.Update);
        HiddenRows.Write();
        Processor.Synchronize();
        PhaseTimes.End(PhaseTimes.Write);
        FinishUpdate();
        PhaseTimes.End(PhaseTimes.Barrier);
    }

    /// <summary>The bottom processor's weights are in its synapses and their copy is here.</summary>
    private static void FinishUpdate()
    {
        update++;
        Exchange.AwaitUpdate(update);
        for (int k = 0; k < OutputLayer.Weights.Length; k++)
        {
            OutputLayer.Weights[k] = Sram.Load(Exchange.Weights, k * (VectorH.Length / 2));
        }
    }
}
