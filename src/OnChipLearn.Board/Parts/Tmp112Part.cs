using System.Collections.Immutable;

namespace OnChipLearn.Board.Parts;

/// <summary>
/// TMP112 temperature sensor: 12 bits (13 in extended mode), 0.0625 K. Converts by itself at the rate of CR, 26 ms per conversion, or
/// once per OS bit in shutdown. Registers update byte by byte, as the data sheet says.
/// </summary>
public sealed class Tmp112Part : PointerRegisterPart
{
    /// <summary>Register 0, "Temperature Register": 0 until the first conversion ends.</summary>
    public static readonly RegisterDeclaration Temperature = new(0, "Temperature", 2, 0x0000, 0x0000);

    /// <summary>Register 1, "Configuration Register": OS 15, R 14:13 (read-only), F 12:11, POL 10, TM 9, SD 8, CR 7:6, AL 5 (read-only), EM 4.</summary>
    public static readonly RegisterDeclaration Configuration = new(1, "Configuration", 2, 0x60A0, 0x1FD0);

    /// <summary>Register 2, "T LOW": 75 degrees.</summary>
    public static readonly RegisterDeclaration LowLimit = new(2, "T LOW", 2, 0x4B00, 0xFFF0);

    /// <summary>Register 3, "T HIGH": 80 degrees.</summary>
    public static readonly RegisterDeclaration HighLimit = new(3, "T HIGH", 2, 0x5000, 0xFFF0);

    /// <summary>Kelvin per LSB.</summary>
    public const double KelvinPerBit = 0.0625;

    /// <summary>Conversion time, typical.</summary>
    public const long ConversionNanoseconds = 26_000_000;

    private const byte PointerMask = 0x03;
    private const int GeneralCall = 0;
    private const byte GeneralCallReset = 0x06;
    private const ushort OneShot = 0x8000;
    private const ushort Polarity = 0x0400;
    private const ushort InterruptMode = 0x0200;
    private const ushort Shutdown = 0x0100;
    private const ushort Alert = 0x0020;
    private const ushort Extended = 0x0010;
    private const ushort ExtendedFlag = 0x0001;
    private const ushort ExtendedLimitMask = 0xFFF8;
    private static readonly long[] PeriodNanoseconds = [4_000_000_000, 1_000_000_000, 250_000_000, 125_000_000];
    private static readonly int[] FaultsNeeded = [1, 2, 4, 6];
    private readonly Func<long, long, double> _celsius;
    private long _nextEnd = ConversionNanoseconds;
    private int _faults;
    private bool _hot;
    private bool _generalCall;

    /// <param name="address">7-bit address.</param>
    /// <param name="celsius">Mean temperature of the part over a window of board time (ns, ns), degrees Celsius.</param>
    public Tmp112Part(int address, Func<long, long, double> celsius)
        : base("TMP112", address, Table, bytewise: true) => _celsius = celsius;

    private static ImmutableArray<RegisterDeclaration> Table { get; } = [Temperature, Configuration, LowLimit, HighLimit];

    /// <summary>True while the ALERT pin is active (its level follows POL). In interrupt mode a read of any register clears it.</summary>
    public bool AlertActive { get; private set; }

    public override bool Overhears(int address) => address == GeneralCall;

    public override bool Begin(int address, bool read, long now)
    {
        _generalCall = address == GeneralCall;
        return base.Begin(address, read, now);
    }

    public override bool Accept(byte data, long now)
    {
        if (!_generalCall)
        {
            return base.Accept(data, now);
        }

        if (data == GeneralCallReset)
        {
            Reset(now);
        }

        return data == GeneralCallReset;
    }

    protected override byte MaskPointer(byte data) => (byte)(data & PointerMask);

    protected override ushort WriteMask(RegisterDeclaration register) =>
        register.WriteMask != 0 && register != Configuration && IsSet(Extended) ? ExtendedLimitMask : register.WriteMask;

    protected override ushort OnRead(RegisterDeclaration register, ushort value, long now)
    {
        AdvanceTo(now);
        if (IsSet(InterruptMode))
        {
            AlertActive = false;
        }

        value = Value(register);
        if (register != Configuration)
        {
            return value;
        }

        // AL reads 1 below the limits with POL = 0, the inverse with POL = 1; OS reads 1 in shutdown once the conversion is over.
        var alert = _hot == IsSet(Polarity) ? Alert : 0;
        var ready = IsSet(Shutdown) && _nextEnd == long.MaxValue ? OneShot : 0;
        return (ushort)((value & ~Alert) | alert | ready);
    }

    protected override void OnWritten(RegisterDeclaration register, ushort written, ushort value, long now)
    {
        AdvanceTo(now);
        var wasShutdown = IsSet(Shutdown);
        SetValue(register, value);
        if (register != Configuration)
        {
            return;
        }

        if (IsSet(Shutdown))
        {
            AlertActive &= !IsSet(InterruptMode);
            var triggered = (written & OneShot) != 0 && (wasShutdown || _nextEnd == long.MaxValue);
            if (triggered)
            {
                _nextEnd = now + ConversionNanoseconds;
            }
            else if (!wasShutdown)
            {
                _nextEnd = long.MaxValue;
            }
        }
        else if (wasShutdown)
        {
            _nextEnd = now + ConversionNanoseconds;
        }
    }

    private void Reset(long now)
    {
        ResetRegisters();
        AlertActive = _hot = false;
        _faults = 0;
        _nextEnd = now + ConversionNanoseconds;
    }

    private bool IsSet(ushort bit) => (Value(Configuration) & bit) != 0;

    private void AdvanceTo(long now)
    {
        while (_nextEnd <= now)
        {
            var end = _nextEnd;
            Convert(end);
            _nextEnd = IsSet(Shutdown) ? long.MaxValue : end + PeriodNanoseconds[(Value(Configuration) >> 6) & 3];
        }
    }

    private void Convert(long end)
    {
        var lsbs = Math.Round(_celsius(end - ConversionNanoseconds, end) / KelvinPerBit, MidpointRounding.AwayFromZero);
        var bits = IsSet(Extended) ? 13 : 12;
        var limit = 1 << (bits - 1);
        var code = (int)Math.Clamp(lsbs, -limit, limit - 1);
        var value = (ushort)((code << (16 - bits)) | (IsSet(Extended) ? ExtendedFlag : 0));
        SetValue(Temperature, value);
        Compare((short)value >> (16 - bits), bits);
    }

    private void Compare(int code, int bits)
    {
        var low = (short)Value(LowLimit) >> (16 - bits);
        var high = (short)Value(HighLimit) >> (16 - bits);
        var fault = _hot ? code < low : code >= high;
        _faults = fault ? _faults + 1 : 0;
        if (_faults < FaultsNeeded[(Value(Configuration) >> 11) & 3])
        {
            return;
        }

        _faults = 0;
        _hot = !_hot;
        AlertActive = IsSet(InterruptMode) || _hot;
    }
}
