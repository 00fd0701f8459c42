using OnChipLearn.Analog;
using OnChipLearn.Analog.Imperfection;

namespace OnChipLearn.Experiments.Emulation;

/// <summary>Spread of one quantity over a chip.</summary>
/// <param name="Quantity">Name, with its unit.</param>
/// <param name="Mean">Mean.</param>
/// <param name="Deviation">Standard deviation.</param>
/// <param name="Smallest">Smallest value.</param>
/// <param name="Largest">Largest value.</param>
public sealed record SpreadRow(string Quantity, double Mean, double Deviation, double Smallest, double Largest);

/// <summary>What a chip instance is like.</summary>
/// <param name="Seed">Seed.</param>
/// <param name="Preset">Preset.</param>
/// <param name="Spreads">Fixed pattern over all circuits.</param>
/// <param name="DeadNeurons">Neurons that never spike, as hemisphere/column.</param>
/// <param name="StuckBits">Weight bits that do not follow writes.</param>
/// <param name="TrialThresholdSigma">Trial-to-trial sigma of the threshold, relative.</param>
/// <param name="SpikeJitterTauS">Spike jitter in units of the synaptic time constant.</param>
public sealed record ChipInspectionResult(
    ulong Seed,
    ImperfectionPreset Preset,
    IReadOnlyList<SpreadRow> Spreads,
    IReadOnlyList<string> DeadNeurons,
    IReadOnlyList<StuckBit> StuckBits,
    double TrialThresholdSigma,
    double SpikeJitterTauS);

/// <summary>Measures the fixed pattern of a chip instance.</summary>
public static class ChipInspection
{
    /// <summary>Draws the pattern and sums it up.</summary>
    public static ChipInspectionResult Inspect(ChipInstance chip)
    {
        FixedPattern pattern = chip.DrawPattern();
        (int Hemisphere, int Column)[] neurons = [.. from h in Enumerable.Range(0, ArrayGeometry.Hemispheres) from c in Enumerable.Range(0, ArrayGeometry.Columns) select (h, c)];
        NeuronDeviation[] deviations = [.. neurons.Select(n => pattern.Neuron(n.Hemisphere, n.Column))];
        SpreadRow[] spreads =
        [
            Row("membrane time constant, factor", deviations.Select(d => d.MembraneTimeConstant)),
            Row("excitatory time constant, factor", deviations.Select(d => d.ExcitatoryTimeConstant)),
            Row("inhibitory time constant, factor", deviations.Select(d => d.InhibitoryTimeConstant)),
            Row("threshold minus leak, factor", deviations.Select(d => d.Threshold)),
            Row("excitatory weight gain, factor", deviations.Select(d => d.ExcitatoryGain)),
            Row("inhibitory weight gain, factor", deviations.Select(d => d.InhibitoryGain)),
            Row("leak shift, V", deviations.Select(d => d.LeakVolt)),
            Row("reset shift, V", deviations.Select(d => d.ResetVolt)),
            Row("CADC offset, LSB", neurons.SelectMany(n => new[] { true, false }.Select(causal => (double)pattern.CadcChannel(n.Hemisphere, n.Column, causal).Offset))),
            Row("CADC gain, factor", neurons.SelectMany(n => new[] { true, false }.Select(causal => (double)pattern.CadcChannel(n.Hemisphere, n.Column, causal).Gain))),
            Row("driver pulse, factor", from h in Enumerable.Range(0, ArrayGeometry.Hemispheres) from d in Enumerable.Range(0, ArrayGeometry.Drivers) select (double)pattern.DriverGain(h, d)),
            Row("correlation amplitude, factor", neurons.Select(n => (double)pattern.Correlation(n.Hemisphere, n.Column).Amplitude)),
        ];
        return new ChipInspectionResult(
            chip.Seed,
            chip.Preset,
            spreads,
            [.. neurons.Zip(deviations).Where(n => n.Second.Dead).Select(n => $"{(n.First.Hemisphere == 0 ? "top" : "bottom")}/{n.First.Column}")],
            pattern.StuckBits(),
            chip.Settings.TrialThresholdSigma,
            chip.Settings.SpikeJitterTauS);
    }

    private static SpreadRow Row(string quantity, IEnumerable<double> values)
    {
        double[] all = [.. values];
        double mean = all.Average();
        return new SpreadRow(quantity, mean, Math.Sqrt(all.Sum(v => (v - mean) * (v - mean)) / (all.Length - 1)), all.Min(), all.Max());
    }
}
