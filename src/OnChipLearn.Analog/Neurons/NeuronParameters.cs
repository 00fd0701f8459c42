namespace OnChipLearn.Analog.Neurons;

/// <summary>
/// Parameters of one neuron circuit in chip time and volts. Defaults are those of the published Yin-Yang runs on the chip:
/// membrane 12 us, synapses 6 us, and 58 weight steps for one unit of threshold minus leak.
/// Currents are given in volts, that is as the membrane deflection that the current would hold in equilibrium:
/// tau_m dV/dt = -(V - leak) + I_exc - I_inh, tau_s dI/dt = -I, a spike adds weight times gain to I.
/// </summary>
public sealed record NeuronParameters
{
    /// <summary>Membrane time constant in microseconds, 0.5..200.</summary>
    public double MembraneTimeConstantUs { get; init; } = 12;

    /// <summary>Time constant of the excitatory synaptic current in microseconds, 0.5..200.</summary>
    public double ExcitatoryTimeConstantUs { get; init; } = 6;

    /// <summary>Time constant of the inhibitory synaptic current in microseconds, 0.5..200.</summary>
    public double InhibitoryTimeConstantUs { get; init; } = 6;

    /// <summary>Leak potential in volts, 0..1.2.</summary>
    public double LeakVolt { get; init; } = 0.40;

    /// <summary>Spike threshold in volts, 0..1.2.</summary>
    public double ThresholdVolt { get; init; } = 0.70;

    /// <summary>Reset potential in volts, 0..1.2, below the threshold.</summary>
    public double ResetVolt { get; init; } = 0.40;

    /// <summary>Refractory time in microseconds, 0.004..1000.</summary>
    public double RefractoryUs { get; init; } = 2;

    /// <summary>Excitatory current per weight step in volts, 0..0.5.</summary>
    public double ExcitatoryGainVolt { get; init; } = 0.30 / 58;

    /// <summary>Inhibitory current per weight step in volts, 0..0.5.</summary>
    public double InhibitoryGainVolt { get; init; } = 0.30 / 58;

    /// <summary>Largest excitatory or inhibitory current in volts; the synaptic input saturates there, 0.01..1000.</summary>
    public double CurrentSaturationVolt { get; init; } = 12;

    /// <summary>Adaptation and exponential term; used by the adaptive exponential model only.</summary>
    public AdaptationParameters Adaptation { get; init; } = new();

    /// <summary>Whether the circuit is in use. An unused circuit is not computed and does not spike.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>False for a dead circuit: its membrane moves, but its comparator never fires.</summary>
    public bool CanSpike { get; init; } = true;

    /// <summary>Refuses values out of range.</summary>
    /// <param name="source">File or configuration object named in the error.</param>
    /// <param name="path">Path of this record inside it.</param>
    /// <exception cref="AnalogInputException">A value is out of range or not a number.</exception>
    public void Validate(string source, string path)
    {
        Check(nameof(MembraneTimeConstantUs), MembraneTimeConstantUs, 0.5, 200);
        Check(nameof(ExcitatoryTimeConstantUs), ExcitatoryTimeConstantUs, 0.5, 200);
        Check(nameof(InhibitoryTimeConstantUs), InhibitoryTimeConstantUs, 0.5, 200);
        Check(nameof(LeakVolt), LeakVolt, 0, 1.2);
        Check(nameof(ThresholdVolt), ThresholdVolt, 0, 1.2);
        Check(nameof(ResetVolt), ResetVolt, 0, 1.2);
        Check(nameof(RefractoryUs), RefractoryUs, 0.004, 1000);
        Check(nameof(ExcitatoryGainVolt), ExcitatoryGainVolt, 0, 0.5);
        Check(nameof(InhibitoryGainVolt), InhibitoryGainVolt, 0, 0.5);
        Check(nameof(CurrentSaturationVolt), CurrentSaturationVolt, 0.01, 1000);
        if (ResetVolt >= ThresholdVolt)
        {
            throw new AnalogInputException(source, $"{path}.{Name(nameof(ResetVolt))}", Text(ResetVolt), $"below the threshold {Text(ThresholdVolt)}");
        }

        void Check(string name, double value, double low, double high)
        {
            if (!(value >= low && value <= high))
            {
                throw new AnalogInputException(source, $"{path}.{Name(name)}", Text(value), $"{Text(low)}..{Text(high)}");
            }
        }
    }

    private static string Name(string property) => char.ToLowerInvariant(property[0]) + property[1..];

    private static string Text(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
