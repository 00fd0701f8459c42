namespace OnChipLearn.Chip.Events;

/// <summary>
/// One background event source (reference section 5.2). Enabling copies the seed into the generator and starts a full period.
/// Regular: one event per period. Random: per period an 8-bit draw, an event if draw &lt;= rate and rate &gt; 0, with the label bits of the mask random.
/// The chip's generator is not public; here it is a 32-bit xorshift (Marsaglia 2003).
/// </summary>
public sealed class BackgroundSource
{
    private uint _state;

    /// <summary>Whether the source runs.</summary>
    public bool Enabled { get; private set; }

    /// <summary>Whether intervals and labels are random.</summary>
    public bool Random { get; private set; }

    /// <summary>Period in clocks, 1..65535.</summary>
    public int Period { get; private set; } = 1;

    /// <summary>Seed of the generator.</summary>
    public uint Seed { get; set; }

    /// <summary>Label bits (of the low eight) that are random.</summary>
    public byte Mask { get; set; }

    /// <summary>Probability of an event per period in 1/255.</summary>
    public byte Rate { get; set; }

    /// <summary>Neuron label, 14 bits.</summary>
    public ushort Label { get; set; }

    /// <summary>Counts every (re)start, so that a scheduled event of an earlier setting can be told from a present one.</summary>
    internal uint Generation { get; private set; }

    /// <summary>Writes enable, random mode and period; a rise of enable starts the source.</summary>
    /// <returns>True if the source has been started by this write.</returns>
    public bool Control(bool enabled, bool random, int period)
    {
        bool starts = enabled && !Enabled;
        Enabled = enabled;
        Random = random;
        Period = Math.Max(period, 1);
        if (starts)
        {
            _state = Seed == 0 ? 1 : Seed;
            Generation++;
        }

        return starts;
    }

    /// <summary>A period has passed: the label of an event, or null.</summary>
    public ushort? Tick()
    {
        if (!Random)
        {
            return Label;
        }

        byte draw = (byte)Draw();
        if (Rate == 0 || draw > Rate)
        {
            return null;
        }

        return (ushort)((uint)(Label & ~Mask) | (Draw() >> 8 & Mask));
    }

    private uint Draw()
    {
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return _state;
    }
}
