using System.Collections.Immutable;

namespace OnChipLearn.Board.Parts;

/// <summary>
/// INA219 current and power monitor. Conversions are computed when somebody looks: only the last finished shunt and bus conversion can be
/// seen. Current and power registers are computed at the end of each conversion with the calibration that holds then; what the data sheet
/// leaves open is decided so: results beyond a register saturate and set OVF, power is of the current's magnitude.
/// </summary>
public sealed class Ina219Part : PointerRegisterPart
{
    /// <summary>Register 0, "Configuration": RST 15 (self-clearing), BRNG 13, PG 12:11, BADC 10:7, SADC 6:3, MODE 2:0; bit 14 does not exist.</summary>
    public static readonly RegisterDeclaration Configuration = new(0, "Configuration", 2, 0x399F, 0x3FFF);

    /// <summary>Register 1, "Shunt Voltage": signed, 10 uV.</summary>
    public static readonly RegisterDeclaration ShuntVoltage = new(1, "Shunt Voltage", 2, 0, 0);

    /// <summary>Register 2, "Bus Voltage": bits 15:3 in 4 mV, bit 1 conversion ready, bit 0 math overflow.</summary>
    public static readonly RegisterDeclaration BusVoltage = new(2, "Bus Voltage", 2, 0, 0);

    /// <summary>Register 3, "Power": current times bus voltage / 5000.</summary>
    public static readonly RegisterDeclaration Power = new(3, "Power", 2, 0, 0);

    /// <summary>Register 4, "Current": shunt voltage times calibration / 4096, signed.</summary>
    public static readonly RegisterDeclaration Current = new(4, "Current", 2, 0, 0);

    /// <summary>Register 5, "Calibration": bit 0 is fixed at 0.</summary>
    public static readonly RegisterDeclaration Calibration = new(5, "Calibration", 2, 0, 0xFFFE);

    private const ushort ResetBit = 0x8000;
    private const ushort ConversionReady = 2;
    private const ushort MathOverflow = 1;
    private const int CalibrationDivisor = 4096;
    private const int PowerDivisor = 5000;
    private const int BusShift = 3;
    private readonly IRailProbe _probe;
    private readonly double _shuntOhms;
    private long _cycleStart;
    private long _shuntEnd;
    private long _busEnd;
    private bool _ready;
    private bool _overflow;
    private bool _triggerDone;

    /// <param name="address">7-bit address.</param>
    /// <param name="probe">The rail at the input pins.</param>
    /// <param name="shuntOhms">The shunt resistor.</param>
    public Ina219Part(int address, IRailProbe probe, double shuntOhms)
        : base("INA219", address, Table)
    {
        _probe = probe;
        _shuntOhms = shuntOhms;
    }

    private static ImmutableArray<RegisterDeclaration> Table { get; } = [Configuration, ShuntVoltage, BusVoltage, Power, Current, Calibration];

    private int Mode => Value(Configuration) & 7;

    private bool Continuous => (Mode & 4) != 0;

    private bool ConvertsShunt => (Mode & 1) != 0;

    private bool ConvertsBus => (Mode & 2) != 0;

    private int ShuntCode => (Value(Configuration) >> 3) & 15;

    private int BusCode => (Value(Configuration) >> 7) & 15;

    private int GainCode => (Value(Configuration) >> 11) & 3;

    private int BusRangeCode => (Value(Configuration) >> 13) & 1;

    protected override ushort OnRead(RegisterDeclaration register, ushort value, long now)
    {
        AdvanceTo(now);
        value = Value(register);
        if (register == BusVoltage)
        {
            return (ushort)(value | (_ready ? ConversionReady : 0) | (_overflow ? MathOverflow : 0));
        }

        if (register == Power)
        {
            _ready = false;
        }

        return value;
    }

    protected override void OnWritten(RegisterDeclaration register, ushort written, ushort value, long now)
    {
        AdvanceTo(now);
        if (register != Configuration)
        {
            SetValue(register, value);
            return;
        }

        if ((written & ResetBit) != 0)
        {
            ResetRegisters();
            _ready = false;
            _overflow = false;
            Restart(now);
            return;
        }

        SetValue(Configuration, value);
        if (ConvertsShunt || ConvertsBus)
        {
            // Data sheet: CNVR clears on a new mode, except for power-down and ADC off.
            _ready = false;
        }

        Restart(now);
    }

    private void Restart(long now)
    {
        _cycleStart = _shuntEnd = _busEnd = now;
        _triggerDone = false;
    }

    /// <summary>Brings the result registers to what they hold at <paramref name="now"/>.</summary>
    private void AdvanceTo(long now)
    {
        var shunt = ConvertsShunt ? Ina219Conversion.Nanoseconds(ShuntCode) : 0;
        var bus = ConvertsBus ? Ina219Conversion.Nanoseconds(BusCode) : 0;
        var cycle = shunt + bus;
        if (cycle == 0 || _triggerDone)
        {
            return;
        }

        var finished = Continuous ? (now - _cycleStart) / cycle : Math.Min(1, (now - _cycleStart) / cycle);
        var lastStart = _cycleStart + ((finished - 1) * cycle);
        var partial = lastStart + cycle;
        if (shunt > 0)
        {
            // Shunt first, then bus; of the cycle that is under way the shunt conversion may be finished already.
            var underway = (Continuous || finished == 0) && now >= partial + shunt;
            Finish(ShuntVoltage, ref _shuntEnd, (underway ? partial : lastStart) + shunt, shunt, ConvertShunt);
        }

        if (bus > 0)
        {
            Finish(BusVoltage, ref _busEnd, lastStart + cycle, bus, ConvertBus);
        }

        if (finished > 0)
        {
            _ready = true;
            _cycleStart = lastStart + cycle;
            _triggerDone = !Continuous;
        }
    }

    private void Finish(RegisterDeclaration register, ref long lastEnd, long end, long duration, Func<long, ushort> convert)
    {
        if (end <= lastEnd)
        {
            return;
        }

        lastEnd = end;
        SetValue(register, convert(end - duration));
        Multiply();
    }

    private ushort ConvertShunt(long from)
    {
        var full = Ina219Conversion.ShuntFullScale(GainCode);
        return (ushort)(short)Ina219Conversion.Convert(
            ShuntCode, from, -full, full, (start, end) => _probe.MeanAmperes(start, end) * _shuntOhms / Ina219Conversion.ShuntVoltsPerBit);
    }

    private ushort ConvertBus(long from)
    {
        var full = Ina219Conversion.BusFullScaleAt16Volts << BusRangeCode;
        var lsbs = Ina219Conversion.Convert(BusCode, from, 0, full, (start, end) => _probe.MeanVolts(start, end) / Ina219Conversion.BusVoltsPerBit);
        return (ushort)(lsbs << BusShift);
    }

    private void Multiply()
    {
        var current = (short)Value(ShuntVoltage) * Value(Calibration) / CalibrationDivisor;
        var held = Math.Clamp(current, short.MinValue, short.MaxValue);
        var power = (long)Math.Abs(held) * (Value(BusVoltage) >> BusShift) / PowerDivisor;
        _overflow = held != current || power > ushort.MaxValue;
        SetValue(Current, (ushort)(short)held);
        SetValue(Power, (ushort)Math.Min(power, ushort.MaxValue));
    }
}
