namespace OnChipLearn.Board.Drivers;

/// <summary>One look at an INA219: shunt and bus voltage, and what is wrong with them.</summary>
/// <param name="ShuntVolts">Voltage over the shunt, V, LSB 10 uV.</param>
/// <param name="BusVolts">Voltage of the rail, V, LSB 4 mV.</param>
/// <param name="ShuntClipped">The shunt voltage is at the end of the PGA range: the true one may be larger.</param>
/// <param name="BusClipped">The bus voltage is at the end of its range.</param>
/// <param name="MathOverflow">The part's OVF bit: current and power registers are meaningless.</param>
/// <param name="ConversionReady">The part's CNVR bit.</param>
public readonly record struct Ina219Measurement(
    double ShuntVolts, double BusVolts, bool ShuntClipped, bool BusClipped, bool MathOverflow, bool ConversionReady)
{
    /// <summary>True if a voltage is not to be trusted.</summary>
    public bool Clipped => ShuntClipped || BusClipped;
}
