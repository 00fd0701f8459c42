namespace OnChipLearn.Analog.Events;

/// <summary>An event on a PADI bus (reference section 5.2).</summary>
/// <param name="Cycle">PPU cycle at which the drivers see it.</param>
/// <param name="Bus">Bus 0..3 of the hemisphere.</param>
/// <param name="RowSelect">Five bits compared by the drivers.</param>
/// <param name="Address">Six bits compared by the synapses.</param>
public readonly record struct PadiEvent(long Cycle, byte Bus, byte RowSelect, byte Address) : ITimed;
