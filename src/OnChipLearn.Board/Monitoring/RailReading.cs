using OnChipLearn.Board.Rails;

namespace OnChipLearn.Board.Monitoring;

/// <summary>One rail as its monitor shows it.</summary>
/// <param name="Rail">The rail's name.</param>
/// <param name="Volts">Bus voltage, V, in steps of 4 mV.</param>
/// <param name="Amperes">Shunt voltage over shunt resistance, A, in steps of 0.37 mA.</param>
/// <param name="Clipped">A voltage is at the end of its range: current or voltage may be larger.</param>
public sealed record RailReading(string Rail, double Volts, double Amperes, bool Clipped)
{
    /// <summary>Voltage times current, W.</summary>
    public double Watts => Volts * Amperes;
}

/// <summary>All readings of one round.</summary>
/// <param name="Rails">The six rails, indexed by <see cref="Rail"/>.</param>
/// <param name="Celsius">Board temperature.</param>
public sealed record BoardReading(IReadOnlyList<RailReading> Rails, double Celsius)
{
    /// <summary>Power of all rails, W.</summary>
    public double Watts => Rails.Sum(rail => rail.Watts);
}
