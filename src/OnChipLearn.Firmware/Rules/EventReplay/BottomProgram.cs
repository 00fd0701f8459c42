using OnChipLearn.Device;
using OnChipLearn.Firmware.Arithmetic;
using OnChipLearn.Firmware.Optimizers;
using OnChipLearn.Firmware.Reports;
using OnChipLearn.Firmware.Rules.FirstSpike;
using OnChipLearn.Firmware.Synchronisation;
using OnChipLearn.Firmware.Trials;
using PpuSim.AddressMap;

namespace OnChipLearn.Firmware.Rules.EventReplay;

/// <summary>Program of the bottom processor: loss and output layer.</summary>
public readonly struct BottomProgram : IOutputProgram
{
    private static readonly VectorH[] Momenta = new VectorH[FirstSpikeFormat.Outputs];
    private static readonly VectorH[] Scales = new VectorH[FirstSpikeFormat.Outputs];

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

        ReplayInitialWeights.DrawOutput();
        OutputWords.Invalidate();
        Publish();
        Read(training: false);
        TrialRecord.MeasureLatency();
    }

    /// <inheritdoc/>
    public static void Read(bool training)
    {
        ReplayAcquisition.Read(EventFifoMap.Bottom, training);
        Exchange.SignalRead(ReplayAcquisition.Next);
    }

    /// <inheritdoc/>
    public static void Learn()
    {
        OutputReplay.PrepareOutputs();
        OutputReplay.PrepareHidden();
        for (int output = 0; output < FirstSpikeFormat.Outputs; output++)
        {
            OutputReplay.Adjoints[output] = AdjointOf(output, output == TrialRecord.Label);
        }

        Exchange.SendAdjoints(ReplayAcquisition.Next - 1, OutputReplay.Adjoints);
        OutputReplay.Accumulate();
        EpochReport.Add(EpochReport.Events, (uint)TrialRecord.Events);
        OutputLoss.CountAnswer();
        PhaseTimes.End(PhaseTimes.Backward);
    }

    /// <summary>Adjoint of the time error. A silent output has no spike to move: its error counts as that of one at the end of the trial.</summary>
    public static short AdjointOf(int output, bool isLabel)
    {
        int error = OutputLoss.Error(output, isLabel);
        return OutputLoss.IsIdle(output, isLabel) ? (short)0 : OutputLoss.Adjoint(error, OutputReplay.Slope(output));
    }

    /// <inheritdoc/>
    public static void LowerRates(uint[] configuration) => rate = (rate * (int)configuration[Configuration.RateDecay]) >> 15;

    /// <inheritdoc/>
    public static void Update()
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
