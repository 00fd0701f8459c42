using OnChipLearn.Device;
using OnChipLearn.Firmware.Optimizers;
using OnChipLearn.Firmware.Reports;
using OnChipLearn.Firmware.Synchronisation;
using OnChipLearn.Firmware.Trials;
using PpuSim.AddressMap;

namespace OnChipLearn.Firmware.Rules.FirstSpike;

/// <summary>Program of the bottom processor: loss and output layer.</summary>
public readonly struct BottomProgram : IOutputProgram
{
    private static readonly VectorH[] Momenta = new VectorH[FirstSpikeFormat.Outputs * FirstSpikeFormat.Halves];
    private static readonly VectorH[] Scales = new VectorH[FirstSpikeFormat.Outputs * FirstSpikeFormat.Halves];

    private static uint update;
    private static int rate;

    /// <summary>Runs the whole training.</summary>
    [EntryPoint]
    public static void Start() => OutputSchedule<BottomProgram>.Run();

    /// <inheritdoc/>
    public static void Begin(uint[] configuration)
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

    /// <inheritdoc/>
    public static void Read(bool training)
    {
        TrialAcquisition.Read(EventFifoMap.Bottom, training);
        Exchange.SignalRead(TrialAcquisition.Next);
    }

    /// <inheritdoc/>
    public static void Learn()
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

    /// <inheritdoc/>
    public static void LowerRates(uint[] configuration) => rate = RateSchedule.Next(rate, (int)configuration[Configuration.OutputRate], (int)configuration[Configuration.RateEpochs]);

    /// <inheritdoc/>
    public static void Update()
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
