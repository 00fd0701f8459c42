using System.Collections.Immutable;

namespace OnChipLearn.Board.Parts;

/// <summary>
/// TCA9554A, eight-bit port expander (the A variant owns addresses 0x38 to 0x3F). Input register: pin levels, inverted where the
/// polarity register says so and the pin is an input. Output register: levels of the pins that the configuration register makes outputs.
/// </summary>
public sealed class Tca9554Part : PointerRegisterPart
{
    /// <summary>Register 0, "Input Port Register": pin levels; writes have no effect.</summary>
    public static readonly RegisterDeclaration InputPort = new(0, "Input Port", 1, 0x00, 0x00);

    /// <summary>Register 1, "Output Port Register".</summary>
    public static readonly RegisterDeclaration OutputPort = new(1, "Output Port", 1, 0xFF, 0xFF);

    /// <summary>Register 2, "Polarity Inversion Register": 1 inverts an input.</summary>
    public static readonly RegisterDeclaration PolarityInversion = new(2, "Polarity Inversion", 1, 0x00, 0xFF);

    /// <summary>Register 3, "Configuration Register": 1 makes the pin an input.</summary>
    public static readonly RegisterDeclaration Configuration = new(3, "Configuration", 1, 0xFF, 0xFF);

    private const byte PointerMask = 0x03;
    private byte _undrivenLevels;
    private byte _levelsAtLastRead;

    /// <param name="address">7-bit address.</param>
    /// <param name="undrivenLevels">Levels that the board gives to pins that the part does not drive, bit n for pin n.</param>
    public Tca9554Part(int address = 0x38, byte undrivenLevels = 0)
        : base("TCA9554A", address, Table)
    {
        _undrivenLevels = undrivenLevels;
        _levelsAtLastRead = undrivenLevels;
    }

    private static ImmutableArray<RegisterDeclaration> Table { get; } = [InputPort, OutputPort, PolarityInversion, Configuration];

    /// <summary>Raised with the time in ns when a pin that the part drives may have changed.</summary>
    public event Action<long>? LevelsChanged;

    /// <summary>Levels at the pins, bit n for pin n.</summary>
    public byte Levels
    {
        get
        {
            var inputs = Value(Configuration);
            return (byte)((Value(OutputPort) & ~inputs) | (_undrivenLevels & inputs));
        }
    }

    /// <summary>True while the INT pin is pulled low: an input differs from what the last read of the input register saw.</summary>
    public bool InterruptAsserted => ((Levels ^ _levelsAtLastRead) & Value(Configuration)) != 0;

    /// <summary>The board drives a pin from outside.</summary>
    public void SetUndrivenLevels(byte levels) => _undrivenLevels = levels;

    protected override byte MaskPointer(byte data) => (byte)(data & PointerMask);

    protected override ushort OnRead(RegisterDeclaration register, ushort value, long now)
    {
        if (register != InputPort)
        {
            return value;
        }

        _levelsAtLastRead = Levels;
        return (ushort)(Levels ^ (Value(PolarityInversion) & Value(Configuration)));
    }

    protected override void OnWritten(RegisterDeclaration register, ushort written, ushort value, long now)
    {
        SetValue(register, value);
        LevelsChanged?.Invoke(now);
    }
}
