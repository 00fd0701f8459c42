using System.Buffers.Binary;
using System.Device.I2c;
using OnChipLearn.Board.Parts;

namespace OnChipLearn.Board.Drivers;

/// <summary>Driver of the 24AA02UID: the board's identity.</summary>
public sealed class Eeprom24Aa02Uid(I2cDevice device) : IDisposable
{
    /// <summary>The 32-bit serial number.</summary>
    public uint ReadUniqueIdentifier()
    {
        Span<byte> data = stackalloc byte[4];
        device.WriteRead([Eeprom24Aa02UidPart.SerialNumberAddress], data);
        return BinaryPrimitives.ReadUInt32BigEndian(data);
    }

    /// <summary>Reads memory from an address on.</summary>
    public void Read(byte address, Span<byte> data) => device.WriteRead([address], data);

    /// <summary>Writes one page at most (8 bytes that share the address bits above the low three), below the protected half.</summary>
    public void WritePage(byte address, ReadOnlySpan<byte> data)
    {
        if (address >= Eeprom24Aa02UidPart.WriteProtectedFrom)
        {
            throw new BoardException($"24AA02UID: write to address 0x{address:X2}, expected below 0x{Eeprom24Aa02UidPart.WriteProtectedFrom:X2} (write-protected)");
        }

        if ((address % Eeprom24Aa02UidPart.PageBytes) + data.Length > Eeprom24Aa02UidPart.PageBytes)
        {
            throw new BoardException($"24AA02UID: write of {data.Length} bytes at 0x{address:X2} crosses a page of {Eeprom24Aa02UidPart.PageBytes}");
        }

        device.Write([address, .. data]);
    }

    /// <summary>Disposes the device.</summary>
    public void Dispose() => device.Dispose();
}
