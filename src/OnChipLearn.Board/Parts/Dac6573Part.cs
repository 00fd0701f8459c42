using System.Collections.Immutable;
using OnChipLearn.Board.Bus;

namespace OnChipLearn.Board.Parts;

/// <summary>
/// DAC6573, four 10-bit voltage outputs. A write is a control byte (A3 A2 L1 L0 X Sel1 Sel0 PD0) and two data bytes, the code
/// left-justified; the load bits decide whether the temporary register, the output, or all outputs change (data sheet, table "Control
/// Register Bit Descriptions"). A read returns the selected channel: two bytes, or three with the power-down byte first if PD0 was 1.
/// </summary>
public sealed class Dac6573Part : I2cPart
{
    public const int ChannelCount = 4;

    /// <summary>Codes per reference: 10 bit.</summary>
    public const int Codes = 1024;

    /// <summary>The broadcast address 1001 000, which is also where the board's TMP112 sits: a control byte with L1 L0 = 11 written there reaches this part.</summary>
    public const int BroadcastAddress = 0x48;

    private const int CodeShift = 6;
    private const byte ExtendedAddressMask = 0xC0;
    private const byte PowerDownFlag = 0x01;
    private const byte BroadcastData = 0x04;
    private readonly Setting[] _temporary = new Setting[ChannelCount];
    private readonly Setting[] _outputs = new Setting[ChannelCount];
    private byte _control;
    private byte _high;
    private int _count;
    private bool _broadcast;

    public Dac6573Part(int address = 0x4C)
        : base("DAC6573", address)
    {
    }

    /// <summary>The DAC registers of the four channels; power-on reset is zero scale.</summary>
    public static ImmutableArray<RegisterDeclaration> Registers { get; } =
        [.. Enumerable.Range(0, ChannelCount).Select(channel => new RegisterDeclaration((byte)(channel << 1), $"DAC {(char)('A' + channel)}", 2, 0, 0xFFC0))];

    private enum LoadMode
    {
        Store,
        UpdateSelected,
        UpdateAll,
        Broadcast,
    }

    private LoadMode Mode => (LoadMode)((_control >> 4) & 3);

    private int Channel => (_control >> 1) & 3;

    /// <summary>Output as a fraction of the reference, or null if the channel is powered down.</summary>
    public double? OutputFraction(int channel) => _outputs[channel].PowerDown is null ? (double)_outputs[channel].Code / Codes : null;

    public override bool Overhears(int address) => address == BroadcastAddress;

    public override bool Begin(int address, bool read, long now)
    {
        _count = 0;
        _broadcast = address != Address;
        return true;
    }

    public override bool Accept(byte data, long now)
    {
        if (_count++ == 0)
        {
            _control = data;
            // Extended address pins A3, A2 are low on the board; only a broadcast may carry other bits.
            return (data & ExtendedAddressMask) == 0 || Mode == LoadMode.Broadcast;
        }

        if (_count % 2 == 0)
        {
            _high = data;
        }
        else if (!_broadcast || Mode == LoadMode.Broadcast)
        {
            Load((ushort)((_high << 8) | data));
        }

        return true;
    }

    public override byte Supply(long now)
    {
        var setting = _outputs[Channel];
        var word = (ushort)(setting.Code << CodeShift);
        var index = _count++;
        if ((_control & PowerDownFlag) == 0)
        {
            return (byte)(index % 2 == 0 ? word >> 8 : word);
        }

        return (index % 3) switch
        {
            0 => (byte)(((setting.PowerDown ?? 0) << 6) | 0x3F),
            1 => (byte)(word >> 8),
            _ => (byte)word,
        };
    }

    public override void End(long now)
    {
    }

    private void Load(ushort word)
    {
        var setting = (_control & PowerDownFlag) != 0
            ? _temporary[Channel] with { PowerDown = (byte)(word >> 14) }
            : new Setting(word >> CodeShift, null);
        if (Mode == LoadMode.Broadcast)
        {
            if ((_control & BroadcastData) != 0)
            {
                Array.Fill(_temporary, setting);
            }

            _temporary.CopyTo(_outputs, 0);
            return;
        }

        _temporary[Channel] = setting;
        if (Mode == LoadMode.UpdateSelected)
        {
            _outputs[Channel] = setting;
        }
        else if (Mode == LoadMode.UpdateAll)
        {
            _temporary.CopyTo(_outputs, 0);
        }
    }

    /// <summary>A 10-bit code, and PD1 PD2 if powered down.</summary>
    private readonly record struct Setting(int Code, byte? PowerDown);
}
