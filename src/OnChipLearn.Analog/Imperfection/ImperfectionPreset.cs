namespace OnChipLearn.Analog.Imperfection;

/// <summary>Named degrees of imperfection.</summary>
public enum ImperfectionPreset
{
    /// <summary>Nominal parameters, no noise.</summary>
    Ideal,

    /// <summary>
    /// What is left on a calibrated chip: 10 % on time constants, threshold and weight gain, spread of CADC offset and gain;
    /// trial to trial 1.5 % of the threshold and a spike jitter of 0.01 synaptic time constants (the noise that DelGrad's authors fitted to the chip).
    /// </summary>
    Typical,

    /// <summary>20 % fixed pattern, twice the noise of <see cref="Typical"/>, dead neurons and stuck bits.</summary>
    Harsh,
}

/// <summary>Settings of the presets.</summary>
public static class ImperfectionPresets
{
    /// <summary>Settings of a preset.</summary>
    public static ImperfectionSettings Settings(ImperfectionPreset preset) => preset switch
    {
        ImperfectionPreset.Ideal => new ImperfectionSettings(),
        ImperfectionPreset.Typical => Spread(0.10, 0.015, 0.01) with { CadcOffsetSigmaLsb = 4, CadcGainSigma = 0.03 },
        ImperfectionPreset.Harsh => Spread(0.20, 0.03, 0.02) with
        {
            CadcOffsetSigmaLsb = 8,
            CadcGainSigma = 0.06,
            DriverGainSigma = 0.05,
            CorrelationSigma = 0.20,
            DeadNeuronFraction = 0.01,
            StuckBitFraction = 1e-5,
        },
        _ => throw new AnalogInputException("chip instance", "preset", preset.ToString(), "ideal, typical, harsh"),
    };

    private static ImperfectionSettings Spread(double fixedPattern, double threshold, double jitter) => new()
    {
        MembraneTimeConstantSigma = fixedPattern,
        SynapticTimeConstantSigma = fixedPattern,
        ThresholdSigma = fixedPattern,
        WeightGainSigma = fixedPattern,
        TrialThresholdSigma = threshold,
        SpikeJitterTauS = jitter,
    };
}
