using OnChipLearn.Analog.Neurons;
using OnChipLearn.Analog.Simd;

namespace OnChipLearn.Analog.Imperfection;

/// <summary>Fixed pattern of one chip: what each circuit makes of its nominal parameters, a pure function of seed and settings.</summary>
public sealed class FixedPattern
{
    private const int Neurons = ArrayGeometry.Hemispheres * ArrayGeometry.Columns;
    private readonly ulong _seed;
    private readonly ImperfectionSettings _settings;
    private readonly NeuronDeviation[] _neurons = new NeuronDeviation[Neurons];

    /// <param name="seed">Seed of the chip.</param>
    /// <param name="settings">Spreads.</param>
    public FixedPattern(ulong seed, ImperfectionSettings settings)
    {
        _seed = seed;
        _settings = settings;
        for (int neuron = 0; neuron < Neurons; neuron++)
        {
            _neurons[neuron] = new NeuronDeviation(
                LogNormal(Quantity.MembraneTimeConstant, neuron, settings.MembraneTimeConstantSigma),
                LogNormal(Quantity.ExcitatoryTimeConstant, neuron, settings.SynapticTimeConstantSigma),
                LogNormal(Quantity.InhibitoryTimeConstant, neuron, settings.SynapticTimeConstantSigma),
                1 + (settings.ThresholdSigma * Normal(Quantity.Threshold, neuron)),
                settings.PotentialSigmaVolt * Normal(Quantity.Leak, neuron),
                settings.PotentialSigmaVolt * Normal(Quantity.Reset, neuron),
                LogNormal(Quantity.Refractory, neuron, settings.RefractorySigma),
                LogNormal(Quantity.ExcitatoryGain, neuron, settings.WeightGainSigma),
                LogNormal(Quantity.InhibitoryGain, neuron, settings.WeightGainSigma),
                CounterRandom.Uniform(seed, Stream(Quantity.Dead), (ulong)neuron) < settings.DeadNeuronFraction);
        }
    }

    private enum Quantity
    {
        MembraneTimeConstant = 1,
        ExcitatoryTimeConstant,
        InhibitoryTimeConstant,
        Threshold,
        Leak,
        Reset,
        Refractory,
        ExcitatoryGain,
        InhibitoryGain,
        Dead,
        Driver,
        CadcOffset,
        CadcGain,
        CorrelationAmplitude,
        CorrelationTime,
        StuckBit,
        StuckPosition,
    }

    /// <summary>Deviation of a neuron.</summary>
    public NeuronDeviation Neuron(int hemisphere, int column) => _neurons[(hemisphere * ArrayGeometry.Columns) + column];

    /// <summary>Relative pulse of a driver.</summary>
    public float DriverGain(int hemisphere, int driver) =>
        (float)LogNormal(Quantity.Driver, (hemisphere * ArrayGeometry.Drivers) + driver, _settings.DriverGainSigma);

    /// <summary>Offset (LSB) and gain of a CADC channel.</summary>
    public (float Offset, float Gain) CadcChannel(int hemisphere, int column, bool causal)
    {
        int channel = (((hemisphere * ArrayGeometry.Columns) + column) * 2) + (causal ? 0 : 1);
        return ((float)(_settings.CadcOffsetSigmaLsb * Normal(Quantity.CadcOffset, channel)),
            (float)LogNormal(Quantity.CadcGain, channel, _settings.CadcGainSigma));
    }

    /// <summary>Relative amplitude and time constant of a column's correlation sensors.</summary>
    public (float Amplitude, float Time) Correlation(int hemisphere, int column)
    {
        int index = (hemisphere * ArrayGeometry.Columns) + column;
        return ((float)LogNormal(Quantity.CorrelationAmplitude, index, _settings.CorrelationSigma),
            (float)LogNormal(Quantity.CorrelationTime, index, _settings.CorrelationSigma));
    }

    /// <summary>Stuck weight bits of the whole chip, in a fixed order.</summary>
    public IReadOnlyList<StuckBit> StuckBits()
    {
        const int bits = ArrayGeometry.Hemispheres * ArrayGeometry.Rows * ArrayGeometry.Columns * 6;
        double expected = bits * _settings.StuckBitFraction;
        int count = (int)(expected + CounterRandom.Uniform(_seed, Stream(Quantity.StuckBit), 0));
        List<StuckBit> stuck = new(count);
        for (int k = 0; k < count; k++)
        {
            ulong draw = CounterRandom.Bits(_seed, Stream(Quantity.StuckPosition), (ulong)k);
            int position = (int)((draw >> 1) % bits);
            int cell = position / 6;
            int row = cell / ArrayGeometry.Columns;
            stuck.Add(new StuckBit(row / ArrayGeometry.Rows, row % ArrayGeometry.Rows, cell % ArrayGeometry.Columns, position % 6, (draw & 1) != 0));
        }

        return stuck;
    }

    private static ulong Stream(Quantity quantity) => 0x7061747465726E00 + (ulong)quantity; // "pattern"

    private double Normal(Quantity quantity, int index) => CounterRandom.Normal(_seed, Stream(quantity), (ulong)index);

    private double LogNormal(Quantity quantity, int index, double sigma) => Exponential.OfDouble(sigma * Normal(quantity, index));
}

/// <summary>What one neuron circuit makes of its nominal parameters: factors, and shifts in volts.</summary>
/// <param name="MembraneTimeConstant">Factor.</param>
/// <param name="ExcitatoryTimeConstant">Factor.</param>
/// <param name="InhibitoryTimeConstant">Factor.</param>
/// <param name="Threshold">Factor on threshold minus leak.</param>
/// <param name="LeakVolt">Shift of the leak potential.</param>
/// <param name="ResetVolt">Shift of the reset potential.</param>
/// <param name="Refractory">Factor.</param>
/// <param name="ExcitatoryGain">Factor.</param>
/// <param name="InhibitoryGain">Factor.</param>
/// <param name="Dead">Never spikes.</param>
public readonly record struct NeuronDeviation(
    double MembraneTimeConstant,
    double ExcitatoryTimeConstant,
    double InhibitoryTimeConstant,
    double Threshold,
    double LeakVolt,
    double ResetVolt,
    double Refractory,
    double ExcitatoryGain,
    double InhibitoryGain,
    bool Dead)
{
    /// <summary>Parameters that the circuit realizes when nominal ones are asked of it.</summary>
    public NeuronParameters Apply(NeuronParameters nominal)
    {
        double leak = nominal.LeakVolt + LeakVolt;
        double threshold = leak + ((nominal.ThresholdVolt - nominal.LeakVolt) * Threshold);
        return nominal with
        {
            MembraneTimeConstantUs = nominal.MembraneTimeConstantUs * MembraneTimeConstant,
            ExcitatoryTimeConstantUs = nominal.ExcitatoryTimeConstantUs * ExcitatoryTimeConstant,
            InhibitoryTimeConstantUs = nominal.InhibitoryTimeConstantUs * InhibitoryTimeConstant,
            LeakVolt = leak,
            ThresholdVolt = threshold,
            ResetVolt = Math.Min(nominal.ResetVolt + ResetVolt, threshold - 0.01),
            RefractoryUs = nominal.RefractoryUs * Refractory,
            ExcitatoryGainVolt = nominal.ExcitatoryGainVolt * ExcitatoryGain,
            InhibitoryGainVolt = nominal.InhibitoryGainVolt * InhibitoryGain,
            CanSpike = nominal.CanSpike && !Dead,
        };
    }
}

/// <summary>A weight bit that does not follow writes.</summary>
/// <param name="Hemisphere">0 = top, 1 = bottom.</param>
/// <param name="Row">Row 0..255.</param>
/// <param name="Column">Column 0..255.</param>
/// <param name="Bit">Bit 0..5.</param>
/// <param name="Value">The value that it keeps.</param>
public readonly record struct StuckBit(int Hemisphere, int Row, int Column, int Bit, bool Value);
