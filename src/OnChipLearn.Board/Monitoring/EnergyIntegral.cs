using OnChipLearn.Board.Rails;

namespace OnChipLearn.Board.Monitoring;

/// <summary>Energy per rail from successive readings: each stands for the time since the one before.</summary>
public sealed class EnergyIntegral(long startNanoseconds)
{
    /// <summary>Step of the current reading: 10 uV over 0.027 ohm, A.</summary>
    public const double AmperesPerStep = Parts.Ina219Conversion.ShuntVoltsPerBit / RailSpecification.ShuntOhms;

    private readonly double[] _joules = new double[RailSpecification.Count];
    private readonly double[] _quantization = new double[RailSpecification.Count];
    private long _last = startNanoseconds;

    /// <summary>Energy of a rail so far, J.</summary>
    public double Joules(Rail rail) => _joules[(int)rail];

    /// <summary>What the parts' steps (0.37 mA, 4 mV) leave open in it, J.</summary>
    public double QuantizationJoules(Rail rail) => _quantization[(int)rail];

    /// <summary>All rails, J.</summary>
    public double TotalJoules => _joules.Sum();

    /// <summary>All rails' steps, J.</summary>
    public double TotalQuantizationJoules => _quantization.Sum();

    /// <summary>Adds a round of readings taken at a time (ns).</summary>
    public void Add(long nanoseconds, BoardReading reading)
    {
        var seconds = (nanoseconds - _last) * 1e-9;
        _last = nanoseconds;
        for (var i = 0; i < _joules.Length; i++)
        {
            var rail = reading.Rails[i];
            _joules[i] += rail.Watts * seconds;
            _quantization[i] += ((AmperesPerStep * rail.Volts) + (Parts.Ina219Conversion.BusVoltsPerBit * Math.Abs(rail.Amperes))) * seconds;
        }
    }
}
