using System.Collections.Immutable;
using OnChipLearn.Board.Bus;

namespace OnChipLearn.Board.Parts;

/// <summary>
/// TCA9546A, four-channel I2C switch: one control register, bit n connects channel n. There is no pointer byte; each written byte is the
/// register. A channel changes at the stop condition (data sheet, control register definition).
/// </summary>
public sealed class Tca9546Part : I2cPart
{
    /// <summary>Control register (data sheet, "Control Register"): bits 3:0 select channels, bits 7:4 do not exist.</summary>
    public static readonly RegisterDeclaration Control = new(0, "Control", 1, 0x00, 0x0F);

    private byte _pending;

    public Tca9546Part(int address = 0x70)
        : base("TCA9546A", address)
    {
    }

    /// <summary>The data sheet's register table.</summary>
    public static ImmutableArray<RegisterDeclaration> Registers { get; } = [Control];

    /// <summary>The channels that are connected, bit n for channel n.</summary>
    public byte Channels { get; private set; }

    /// <summary>True if the parts behind the channel see the bus.</summary>
    public bool IsEnabled(int channel) => (Channels & (1 << channel)) != 0;

    public override bool Begin(int address, bool read, long now)
    {
        _pending = Channels;
        return true;
    }

    public override bool Accept(byte data, long now)
    {
        _pending = (byte)(data & Control.WriteMask);
        return true;
    }

    public override byte Supply(long now) => Channels;

    public override void End(long now) => Channels = _pending;
}
