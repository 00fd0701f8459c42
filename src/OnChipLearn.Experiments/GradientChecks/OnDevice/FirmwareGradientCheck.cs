using OnChipLearn.EventProp.Tasks;

namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>The fixed-point gradient of a rule against float64 EventProp, sample by sample, and the sources of its error.</summary>
public static class FirmwareGradientCheck
{
    /// <summary>Compares the first <paramref name="samples"/> training samples.</summary>
    public static FirmwareGradientResult Run(IFirmwareGradient rule, GradientState state, YinYang data, int samples)
    {
        if (samples < 1 || samples > data.Train.Count)
        {
            throw new ExperimentInputException("gradcheck", "samples", samples, $"1 to {data.Train.Count}");
        }

        IFirmwareGradientRun run = rule.Start(state, data);
        double[] reference = new double[run.Weights];
        GradientAgreement bar = new(run.HiddenWeights), unclamped = new(run.HiddenWeights);
        ErrorSourceStudy? study = run is IMirroredGradientRun mirrored ? new ErrorSourceStudy(mirrored) : null;
        int silent = 0;
        for (int sample = 0; sample < samples; sample++)
        {
            run.Learn(sample);
            silent += run.LabelIsSilent ? 1 : 0;
            run.Reference(SlopeBound.None, reference);
            unclamped.Add(run.Descent, reference);
            run.Reference(SlopeBound.AsFirmware, reference);
            bar.Add(run.Descent, reference);
            study?.Add(reference);
        }

        return new FirmwareGradientResult(state, samples, silent, bar.Medians, unclamped.Medians, study?.Table, bar.Hidden.Cosines, bar.Output.Cosines);
    }
}
