namespace OnChipLearn.Board.Bus;

/// <summary>
/// One integrated circuit on the bus, seen from its two pins. A transfer is <see cref="Begin"/>, bytes in one direction, and
/// <see cref="End"/> (stop or repeated start); every call says the board's time in ns. State such as a register pointer lives in the
/// part and survives between transfers.
/// </summary>
public abstract class I2cPart(string partNumber, int address)
{
    /// <summary>The manufacturer's name, for messages.</summary>
    public string PartNumber { get; } = partNumber;

    /// <summary>The 7-bit address.</summary>
    public int Address { get; } = address;

    /// <summary>True if the part also takes writes to this address without owning it (general call, broadcast).</summary>
    public virtual bool Overhears(int address) => false;

    /// <summary>The address byte; false leaves it unacknowledged.</summary>
    public abstract bool Begin(int address, bool read, long now);

    /// <summary>A byte from the master; false leaves it unacknowledged.</summary>
    public abstract bool Accept(byte data, long now);

    /// <summary>The next byte to the master.</summary>
    public abstract byte Supply(long now);

    /// <summary>Stop, or a repeated start: what takes effect at the end of a transfer takes effect.</summary>
    public abstract void End(long now);

    public override string ToString() => $"{PartNumber} at 0x{Address:X2}";
}
