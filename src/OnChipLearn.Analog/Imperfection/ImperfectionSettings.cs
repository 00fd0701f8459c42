namespace OnChipLearn.Analog.Imperfection;

/// <summary>
/// How far a chip is from its nominal parameters. Relative spreads of positive quantities (time constants, gains) are log-normal,
/// those of potentials normal; all are cut at four standard deviations. Fixed-pattern values are drawn once per chip, trial values once per trial.
/// </summary>
public sealed record ImperfectionSettings
{
    /// <summary>Relative sigma of the membrane time constant.</summary>
    public double MembraneTimeConstantSigma { get; init; }

    /// <summary>Relative sigma of both synaptic time constants, drawn apart.</summary>
    public double SynapticTimeConstantSigma { get; init; }

    /// <summary>Sigma of the threshold relative to threshold minus leak.</summary>
    public double ThresholdSigma { get; init; }

    /// <summary>Relative sigma of the weight gain per neuron, excitatory and inhibitory apart.</summary>
    public double WeightGainSigma { get; init; }

    /// <summary>Sigma of leak and reset potential in volts.</summary>
    public double PotentialSigmaVolt { get; init; }

    /// <summary>Relative sigma of the refractory time.</summary>
    public double RefractorySigma { get; init; }

    /// <summary>Relative sigma of a driver's pulse.</summary>
    public double DriverGainSigma { get; init; }

    /// <summary>Relative sigma of amplitude and time constant of the correlation sensors per column.</summary>
    public double CorrelationSigma { get; init; }

    /// <summary>Sigma of the CADC channel offset in LSB.</summary>
    public double CadcOffsetSigmaLsb { get; init; }

    /// <summary>Relative sigma of the CADC channel gain.</summary>
    public double CadcGainSigma { get; init; }

    /// <summary>Fraction of neurons that never spike.</summary>
    public double DeadNeuronFraction { get; init; }

    /// <summary>Fraction of weight bits that are stuck.</summary>
    public double StuckBitFraction { get; init; }

    /// <summary>Trial-to-trial sigma of the threshold, relative to threshold minus leak.</summary>
    public double TrialThresholdSigma { get; init; }

    /// <summary>Trial-to-trial sigma of the leak potential in volts (membrane noise).</summary>
    public double TrialMembraneSigmaVolt { get; init; }

    /// <summary>Trial-to-trial relative sigma of the synaptic current.</summary>
    public double TrialCurrentSigma { get; init; }

    /// <summary>Standard deviation of the delay between threshold crossing and physical spike, in units of the nominal excitatory time constant; the mean is <see cref="SpikeJitter.MeanInSigma"/> times that.</summary>
    public double SpikeJitterTauS { get; init; }

    /// <summary>Refuses values out of range.</summary>
    /// <exception cref="AnalogInputException">A value is negative, too large or not a number.</exception>
    public void Validate(string source)
    {
        foreach ((string name, double value, double limit) in Fields())
        {
            if (!(value >= 0 && value <= limit))
            {
                throw new AnalogInputException(source, $"imperfection.{name}", value.ToString("R", System.Globalization.CultureInfo.InvariantCulture), $"0..{limit}");
            }
        }
    }

    /// <summary>Name (as in the JSON file), value and upper limit of every field.</summary>
    public IEnumerable<(string Name, double Value, double Limit)> Fields()
    {
        yield return ("membraneTimeConstantSigma", MembraneTimeConstantSigma, 0.5);
        yield return ("synapticTimeConstantSigma", SynapticTimeConstantSigma, 0.5);
        yield return ("thresholdSigma", ThresholdSigma, 0.22);
        yield return ("weightGainSigma", WeightGainSigma, 0.5);
        yield return ("potentialSigmaVolt", PotentialSigmaVolt, 0.05);
        yield return ("refractorySigma", RefractorySigma, 0.5);
        yield return ("driverGainSigma", DriverGainSigma, 0.5);
        yield return ("correlationSigma", CorrelationSigma, 0.5);
        yield return ("cadcOffsetSigmaLsb", CadcOffsetSigmaLsb, 30);
        yield return ("cadcGainSigma", CadcGainSigma, 0.2);
        yield return ("deadNeuronFraction", DeadNeuronFraction, 1);
        yield return ("stuckBitFraction", StuckBitFraction, 1);
        yield return ("trialThresholdSigma", TrialThresholdSigma, 0.1);
        yield return ("trialMembraneSigmaVolt", TrialMembraneSigmaVolt, 0.05);
        yield return ("trialCurrentSigma", TrialCurrentSigma, 0.2);
        yield return ("spikeJitterTauS", SpikeJitterTauS, 1);
    }

    /// <summary>A copy with one field replaced.</summary>
    /// <exception cref="AnalogInputException">No field has this name.</exception>
    public ImperfectionSettings With(string source, string name, double value) => name switch
    {
        "membraneTimeConstantSigma" => this with { MembraneTimeConstantSigma = value },
        "synapticTimeConstantSigma" => this with { SynapticTimeConstantSigma = value },
        "thresholdSigma" => this with { ThresholdSigma = value },
        "weightGainSigma" => this with { WeightGainSigma = value },
        "potentialSigmaVolt" => this with { PotentialSigmaVolt = value },
        "refractorySigma" => this with { RefractorySigma = value },
        "driverGainSigma" => this with { DriverGainSigma = value },
        "correlationSigma" => this with { CorrelationSigma = value },
        "cadcOffsetSigmaLsb" => this with { CadcOffsetSigmaLsb = value },
        "cadcGainSigma" => this with { CadcGainSigma = value },
        "deadNeuronFraction" => this with { DeadNeuronFraction = value },
        "stuckBitFraction" => this with { StuckBitFraction = value },
        "trialThresholdSigma" => this with { TrialThresholdSigma = value },
        "trialMembraneSigmaVolt" => this with { TrialMembraneSigmaVolt = value },
        "trialCurrentSigma" => this with { TrialCurrentSigma = value },
        "spikeJitterTauS" => this with { SpikeJitterTauS = value },
        _ => throw new AnalogInputException(source, $"imperfection.{name}", "unknown field", string.Join(", ", Fields().Select(f => f.Name))),
    };
}
