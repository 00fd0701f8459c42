namespace OnChipLearn.Analog.Readout;

/// <summary>Spike counters of a hemisphere: eight bits that wrap, and a sticky overflow bit (reference section 5.3).</summary>
public sealed class SpikeCounters
{
    private readonly ushort[] _counts = new ushort[ArrayGeometry.Columns];

    /// <summary>Register value of a column's counter: count in bits 7..0, overflow in bit 8.</summary>
    public ushort this[int column] => _counts[column];

    /// <summary>Clears one counter and its overflow bit.</summary>
    public void Reset(int column) => _counts[column] = 0;

    /// <summary>Clears all counters.</summary>
    public void ResetAll() => Array.Clear(_counts);

    internal void Count(int column)
    {
        int count = (_counts[column] & 0xFF) + 1;
        _counts[column] = (ushort)((_counts[column] & 0x100) | (count > 0xFF ? 0x100 : count));
    }
}
