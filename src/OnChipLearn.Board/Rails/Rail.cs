namespace OnChipLearn.Board.Rails;

/// <summary>The six monitored supply rails of the chip, in the order of their monitors' addresses.</summary>
public enum Rail
{
    Vdd12Digital,
    Vdd25Digital,
    Vdd12Analog,
    Vdd25Analog,
    Vdd12Madc,
    Vdd12Pll,
}
