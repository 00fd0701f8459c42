namespace OnChipLearn.Board.Monitoring;

/// <summary>Outputs of the DAC6573, in channel order.</summary>
public enum BoardReference
{
    ResetVoltage,
    ReferenceCurrent,
    ResetMeasurementVoltage,
    ReadoutVoltage,
}

/// <summary>What the board's settable parts hold.</summary>
/// <param name="Wipers">Potentiometer position per rail, indexed by <see cref="Rails.Rail"/>.</param>
/// <param name="ReferenceCodes">10-bit code per <see cref="BoardReference"/>.</param>
/// <param name="ExpanderLevels">Levels of the port expander's pins, bit n for pin n; 1 disables a rail.</param>
public sealed record BoardSettings(IReadOnlyList<byte> Wipers, IReadOnlyList<int> ReferenceCodes, byte ExpanderLevels);
