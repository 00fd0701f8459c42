using System.Collections.Immutable;
using OnChipLearn.Board.Bus;

namespace OnChipLearn.Board.Parts;

/// <summary>
/// AD5252, two 256-step potentiometers (RDAC1, RDAC3) with nonvolatile memory. Instruction byte: bit 7 command, bit 5 memory instead of
/// RDAC, bits 4:0 address. Data bytes go to consecutive addresses. Memory is programmed at the stop condition; until it is done the part
/// does not acknowledge its address (acknowledge polling).
/// </summary>
public sealed class Ad5252Part : I2cPart
{
    /// <summary>RDAC addresses that exist (data sheet, table of RDAC addresses); 0 and 2 are reserved.</summary>
    public const byte Rdac1 = 0x01;
    public const byte Rdac3 = 0x03;

    /// <summary>Added to an address to reach its memory cell instead of the register.</summary>
    public const byte Memory = 0x20;

    /// <summary>First and last free memory cell: 12 bytes.</summary>
    public const byte UserFirst = 0x24;
    public const byte UserLast = 0x2F;

    /// <summary>Programming time of the memory, typical.</summary>
    public const long ProgramNanoseconds = 540_000;

    /// <summary>Factory setting of the wipers: midscale.</summary>
    public const byte Midscale = 0x80;

    private const byte CommandFlag = 0x80;
    private const byte AddressMask = 0x3F;
    private const byte ToleranceFirst = 0x3A;
    private static readonly byte[] Wipers = [Rdac1, Rdac3];
    private readonly Dictionary<byte, byte> _cells = [];
    private byte _instruction;
    private int _count;
    private bool _writes;
    private bool _programs; // memory is read or written after the stop: the part is busy then
    private long _busyUntil;

    /// <param name="address">7-bit address, 0x2C to 0x2F.</param>
    /// <param name="wiper1">What the memory gives to RDAC1 at power-on.</param>
    /// <param name="wiper3">The same for RDAC3.</param>
    public Ad5252Part(int address, byte wiper1 = Midscale, byte wiper3 = Midscale)
        : base("AD5252", address)
    {
        foreach (var register in Registers)
        {
            _cells[register.Pointer] = (byte)register.ResetValue;
        }

        _cells[Rdac1 | Memory] = _cells[Rdac1] = wiper1;
        _cells[Rdac3 | Memory] = _cells[Rdac3] = wiper3;
    }

    /// <summary>Raised with the time in ns when a wiper may have moved.</summary>
    public event Action<long>? WiperMoved;

    /// <summary>
    /// RDAC registers, their memory cells, free cells, and the read-only resistor tolerances (table "Address Table for Reading
    /// Tolerance": sign and integer percent, then fraction / 256); this emulation has tolerance 0.
    /// </summary>
    public static ImmutableArray<RegisterDeclaration> Registers { get; } =
    [
        new(Rdac1, "RDAC1", 1, Midscale, 0xFF),
        new(Rdac3, "RDAC3", 1, Midscale, 0xFF),
        new(Rdac1 | Memory, "EEMEM1", 1, Midscale, 0xFF),
        new(Rdac3 | Memory, "EEMEM3", 1, Midscale, 0xFF),
        .. Enumerable.Range(UserFirst, UserLast - UserFirst + 1).Select(cell => new RegisterDeclaration((byte)cell, $"User EEMEM {cell - UserFirst}", 1, 0, 0xFF)),
        new(ToleranceFirst, "RDAC1 tolerance, sign and integer", 1, 0, 0),
        new(ToleranceFirst + 1, "RDAC1 tolerance, fraction", 1, 0, 0),
        new(ToleranceFirst + 4, "RDAC3 tolerance, sign and integer", 1, 0, 0),
        new(ToleranceFirst + 5, "RDAC3 tolerance, fraction", 1, 0, 0),
    ];

    /// <summary>Wiper position, 0 to 255, of RDAC1 or RDAC3.</summary>
    public byte Wiper(byte rdac) => _cells[rdac];

    public override bool Begin(int address, bool read, long now)
    {
        _count = 0;
        _writes = false;
        _programs = false;
        return now >= _busyUntil;
    }

    public override bool Accept(byte data, long now)
    {
        if (_count++ == 0)
        {
            _instruction = data;
            if ((data & CommandFlag) != 0)
            {
                Execute((data >> 3) & 15, (byte)(data & 7));
                _writes = true;
            }

            return true;
        }

        if ((_instruction & CommandFlag) != 0)
        {
            // A third byte after a quick command is allowed and ignored.
            return true;
        }

        var cell = (byte)(_instruction & AddressMask);
        if (Registers.FirstOrDefault(register => register.Pointer == cell) is { WriteMask: not 0 })
        {
            _cells[cell] = data;
            _writes = true;
            _programs |= (cell & Memory) != 0;
        }

        Next();
        return true;
    }

    public override byte Supply(long now)
    {
        var value = _cells.GetValueOrDefault((byte)(_instruction & AddressMask));
        Next();
        return value;
    }

    public override void End(long now)
    {
        if (_programs)
        {
            _busyUntil = now + ProgramNanoseconds;
        }

        if (_writes)
        {
            _writes = false;
            WiperMoved?.Invoke(now);
        }

        _programs = false;
    }

    private static byte Louder(byte wiper) => wiper >= Midscale ? byte.MaxValue : (byte)Math.Max(1, wiper << 1);

    private void Next() => _instruction = (byte)((_instruction & ~0x1F) | ((_instruction + 1) & 0x1F));

    /// <summary>The quick commands of the data sheet's table "RDAC-to-EEMEM Interface and RDAC Operation Quick Command Bits".</summary>
    private void Execute(int command, byte rdac)
    {
        byte[] one = Wipers.Contains(rdac) ? [rdac] : [];
        switch (command)
        {
            case 1: Each(one, cell => _cells[(byte)(cell | Memory)]); break;
            case 2: Store(one); break;
            case 3: Each(one, cell => (byte)(_cells[cell] >> 1)); break;
            case 4: Each(Wipers, cell => (byte)(_cells[cell] >> 1)); break;
            case 5: Each(one, cell => (byte)Math.Max(0, _cells[cell] - 1)); break;
            case 6: Each(Wipers, cell => (byte)Math.Max(0, _cells[cell] - 1)); break;
            case 7:
                Each(Wipers, cell => _cells[(byte)(cell | Memory)]);
                _programs = true;
                break;
            case 8: Each(one, cell => Louder(_cells[cell])); break;
            case 9: Each(Wipers, cell => Louder(_cells[cell])); break;
            case 10: Each(one, cell => (byte)Math.Min(byte.MaxValue, _cells[cell] + 1)); break;
            case 11: Each(Wipers, cell => (byte)Math.Min(byte.MaxValue, _cells[cell] + 1)); break;
            default: break;
        }
    }

    private void Each(byte[] wipers, Func<byte, byte> position)
    {
        foreach (var cell in wipers)
        {
            _cells[cell] = position(cell);
        }
    }

    private void Store(byte[] wipers)
    {
        foreach (var cell in wipers)
        {
            _cells[(byte)(cell | Memory)] = _cells[cell];
            _programs = true;
        }
    }
}
