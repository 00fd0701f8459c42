using System.Buffers.Binary;
using OnChipLearn.Board.Bus;

namespace OnChipLearn.Board.Parts;

/// <summary>
/// 24AA02UID, 256-byte serial EEPROM with a serial number: 0xFA manufacturer code, 0xFB device code, 0xFC to 0xFF the unique 32 bits,
/// most significant byte first. The upper half is write-protected. A write of up to one page (8 bytes, wrapping inside the page) begins
/// at the stop condition and leaves the part deaf for the write time.
/// </summary>
public sealed class Eeprom24Aa02UidPart : I2cPart
{
    public const int SizeBytes = 256;

    /// <summary>First address that cannot be written (data sheet, "Memory Organization").</summary>
    public const int WriteProtectedFrom = 0x80;

    public const int PageBytes = 8;
    public const byte ManufacturerCodeAddress = 0xFA;
    public const byte ManufacturerCode = 0x29;
    public const byte DeviceCodeAddress = 0xFB;
    public const byte DeviceCode = 0x41;
    public const byte SerialNumberAddress = 0xFC;

    /// <summary>Page write time, typical (data sheet, features).</summary>
    public const long WriteNanoseconds = 3_000_000;

    private readonly byte[] _memory = new byte[SizeBytes];
    private readonly byte[] _page = new byte[PageBytes];
    private readonly bool[] _pageWritten = new bool[PageBytes];
    private byte _address;
    private int _received;
    private bool _pageDirty;
    private long _busyUntil;

    /// <param name="uniqueIdentifier">The 32 bits of the serial number.</param>
    /// <param name="address">7-bit address.</param>
    public Eeprom24Aa02UidPart(uint uniqueIdentifier, int address = 0x50)
        : base("24AA02UID", address)
    {
        Array.Fill(_memory, (byte)0xFF);
        _memory[ManufacturerCodeAddress] = ManufacturerCode;
        _memory[DeviceCodeAddress] = DeviceCode;
        BinaryPrimitives.WriteUInt32BigEndian(_memory.AsSpan(SerialNumberAddress), uniqueIdentifier);
    }

    public override bool Begin(int address, bool read, long now)
    {
        _received = 0;
        _pageDirty = false;
        return now >= _busyUntil;
    }

    public override bool Accept(byte data, long now)
    {
        if (_received++ == 0)
        {
            _address = data;
            Array.Clear(_pageWritten);
            return true;
        }

        var slot = _address % PageBytes;
        _page[slot] = data;
        _pageWritten[slot] = true;
        _pageDirty = true;
        _address = (byte)((_address & ~(PageBytes - 1)) | ((slot + 1) % PageBytes));
        return true;
    }

    public override byte Supply(long now) => _memory[_address++];

    public override void End(long now)
    {
        var page = _address & ~(PageBytes - 1);
        if (!_pageDirty || page >= WriteProtectedFrom)
        {
            return;
        }

        _pageDirty = false;
        _busyUntil = now + WriteNanoseconds;
        for (var slot = 0; slot < PageBytes; slot++)
        {
            if (_pageWritten[slot])
            {
                _memory[page + slot] = _page[slot];
            }
        }
    }
}
