using System.Device.Gpio;
using System.Device.I2c;
using OnChipLearn.Board.Parts;

namespace OnChipLearn.Board.Drivers;

/// <summary>
/// Driver of the TCA9554 port expander as a <see cref="GpioDriver"/>, with the shape of Iot.Device's class of that name:
/// <c>new GpioController(new Tca9554(device))</c>. Pins change one register bit each; other bits keep what the part holds.
/// </summary>
public sealed class Tca9554(I2cDevice device) : GpioDriver
{
    private readonly HashSet<int> _open = [];

    protected override int PinCount => 8;

    /// <summary>Reads one of the part's four registers.</summary>
    public byte ReadRegister(RegisterDeclaration register)
    {
        Span<byte> data = stackalloc byte[1];
        device.WriteRead([register.Pointer], data);
        return data[0];
    }

    /// <summary>Writes one of the part's four registers.</summary>
    public void WriteRegister(RegisterDeclaration register, byte value) => device.Write([register.Pointer, value]);

    protected override void OpenPin(int pinNumber) => _open.Add(Checked(pinNumber));

    protected override void ClosePin(int pinNumber) => _open.Remove(pinNumber);

    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => mode is PinMode.Input or PinMode.Output;

    protected override void SetPinMode(int pinNumber, PinMode mode)
    {
        if (!IsPinModeSupported(pinNumber, mode))
        {
            throw new BoardException($"TCA9554 pin {pinNumber}: mode {mode}, expected Input or Output");
        }

        ChangeBit(Tca9554Part.Configuration, pinNumber, mode == PinMode.Input);
    }

    protected override PinMode GetPinMode(int pinNumber) =>
        IsSet(ReadRegister(Tca9554Part.Configuration), pinNumber) ? PinMode.Input : PinMode.Output;

    protected override PinValue Read(int pinNumber) => IsSet(ReadRegister(Tca9554Part.InputPort), pinNumber) ? PinValue.High : PinValue.Low;

    protected override void Write(int pinNumber, PinValue value) => ChangeBit(Tca9554Part.OutputPort, pinNumber, value == PinValue.High);

    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) =>
        throw NoInterrupt(pinNumber);

    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback) =>
        throw NoInterrupt(pinNumber);

    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback) =>
        throw NoInterrupt(pinNumber);

    protected override void Dispose(bool disposing)
    {
        device.Dispose();
        base.Dispose(disposing);
    }

    private static BoardException NoInterrupt(int pin) => new($"TCA9554 pin {pin}: events need the INT line, which the board does not connect");

    private static bool IsSet(byte value, int bit) => (value & (1 << bit)) != 0;

    private static int Checked(int pin) => pin is >= 0 and < 8 ? pin : throw new BoardException($"TCA9554: pin {pin}, expected 0 to 7");

    private void ChangeBit(RegisterDeclaration register, int bit, bool set)
    {
        var mask = 1 << Checked(bit);
        var value = ReadRegister(register);
        WriteRegister(register, (byte)(set ? value | mask : value & ~mask));
    }
}
