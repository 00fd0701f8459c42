namespace OnChipLearn.Analog.Events;

/// <summary>An event on a PADI bus (reference section 5.2).</summary>
public readonly record struct PadiEvent : ITimed
{
    private readonly int _target;

    /// <param name="cycle">PPU cycle at which the drivers see it.</param>
    /// <param name="bus">Bus 0..3 of the hemisphere.</param>
    /// <param name="rowSelect">Five bits compared by the drivers.</param>
    /// <param name="address">Six bits compared by the synapses.</param>
    public PadiEvent(long cycle, byte bus, byte rowSelect, byte address)
    {
        Cycle = cycle;
        _target = (bus << 16) | (rowSelect << 8) | address;
    }

    /// <summary>PPU cycle at which the drivers see it.</summary>
    public long Cycle { get; }

    /// <summary>Bus 0..3 of the hemisphere.</summary>
    public byte Bus => (byte)(_target >> 16);

    /// <summary>Five bits compared by the drivers.</summary>
    public byte RowSelect => (byte)(_target >> 8);

    /// <summary>Six bits compared by the synapses.</summary>
    public byte Address => (byte)_target;
}
