using System.Collections.Immutable;
using OnChipLearn.Board.Bus;

namespace OnChipLearn.Board.Parts;

/// <summary>
/// A part of the common kind: the first byte of a write sets the register pointer, which stays until the next write; further bytes go
/// to that register, and a read returns it, most significant byte first. Reading on repeats the register.
/// </summary>
public abstract class PointerRegisterPart : I2cPart
{
    private const ushort Undriven = 0xFFFF;
    private readonly Dictionary<byte, ushort> _values = [];
    private readonly bool _bytewise;
    private byte _pointer;
    private int _count;
    private ushort _shift;
    private bool _reading;

    /// <param name="partNumber">For messages.</param>
    /// <param name="address">7-bit address.</param>
    /// <param name="registers">The part's registers.</param>
    /// <param name="bytewise">True if each byte of a wide register takes effect alone; false if the pair does.</param>
    protected PointerRegisterPart(string partNumber, int address, ImmutableArray<RegisterDeclaration> registers, bool bytewise = false)
        : base(partNumber, address)
    {
        Registers = registers;
        _bytewise = bytewise;
        ResetRegisters();
    }

    /// <summary>The data sheet's register table.</summary>
    public ImmutableArray<RegisterDeclaration> Registers { get; }

    /// <summary>The register that a read without a preceding write returns.</summary>
    public byte Pointer => _pointer;

    public override bool Begin(int address, bool read, long now)
    {
        _reading = read;
        _count = 0;
        return true;
    }

    public override bool Accept(byte data, long now)
    {
        if (_count++ == 0)
        {
            _pointer = MaskPointer(data);
            return true;
        }

        if (Find(_pointer) is { } register)
        {
            Store(register, data, now);
        }

        return true;
    }

    public override byte Supply(long now)
    {
        var register = Find(_pointer);
        var width = register?.WidthBytes ?? 1;
        var index = _count++ % width;
        if (index == 0)
        {
            _shift = register is null ? Undriven : OnRead(register, _values[register.Pointer], now);
        }

        return (byte)(_shift >> (8 * (width - 1 - index)));
    }

    public override void End(long now)
    {
        var bytes = _reading ? _count : _count - 1;
        if (bytes <= 0 || _bytewise || Find(_pointer) is not { } register || bytes % register.WidthBytes == 0)
        {
            return;
        }

        throw new BoardException(
            $"{this}, register {register.Pointer} ({register.Name}): {(_reading ? "read" : "write")} of {bytes} byte(s), expected a multiple of {register.WidthBytes}");
    }

    /// <summary>The stored value of a register.</summary>
    protected ushort Value(RegisterDeclaration register) => _values[register.Pointer];

    /// <summary>Stores what the part itself puts into a register, past the write mask.</summary>
    protected void SetValue(RegisterDeclaration register, ushort value) => _values[register.Pointer] = value;

    /// <summary>All registers back to their reset values; the pointer too.</summary>
    protected void ResetRegisters()
    {
        _pointer = 0;
        foreach (var register in Registers)
        {
            _values[register.Pointer] = register.ResetValue;
        }
    }

    /// <summary>The bits of the pointer byte that the part looks at.</summary>
    protected virtual byte MaskPointer(byte data) => data;

    /// <summary>A read of a register begins: side effects, and the value to send.</summary>
    protected virtual ushort OnRead(RegisterDeclaration register, ushort value, long now) => value;

    /// <summary>A write of a register is complete: <paramref name="written"/> is what the master sent, <paramref name="value"/> what the mask lets through.</summary>
    protected abstract void OnWritten(RegisterDeclaration register, ushort written, ushort value, long now);

    private void Store(RegisterDeclaration register, byte data, long now)
    {
        var index = (_count - 2) % register.WidthBytes;
        var last = index == register.WidthBytes - 1;
        var shift = 8 * (register.WidthBytes - 1 - index);
        var start = _bytewise ? Value(register) : index == 0 ? (ushort)0 : _shift;
        _shift = (ushort)((start & ~(0xFF << shift)) | (data << shift));
        if (last || _bytewise)
        {
            var mask = WriteMask(register);
            OnWritten(register, _shift, (ushort)((Value(register) & ~mask) | (_shift & mask)), now);
        }
    }

    /// <summary>The bits that a write can change now; a part whose mask depends on its mode overrides this.</summary>
    protected virtual ushort WriteMask(RegisterDeclaration register) => register.WriteMask;

    private RegisterDeclaration? Find(byte pointer)
    {
        foreach (var register in Registers)
        {
            if (register.Pointer == pointer)
            {
                return register;
            }
        }

        return null;
    }
}
