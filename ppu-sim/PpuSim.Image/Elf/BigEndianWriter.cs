using System.Buffers.Binary;
using System.Text;

namespace PpuSim.Image.Elf;

/// <summary>Grows a byte array in big-endian order.</summary>
internal sealed class BigEndianWriter
{
    private byte[] bytes = new byte[256];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    public byte[] ToArray() => Written.ToArray();

    public void Byte(int value) => Take(1)[0] = (byte)value;

    public void Half(int value) => BinaryPrimitives.WriteUInt16BigEndian(Take(2), (ushort)value);

    public void Word(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Take(4), value);

    public void Bytes(ReadOnlySpan<byte> value) => value.CopyTo(Take(value.Length));

    /// <summary>Writes zeros up to a multiple of <paramref name="alignment"/>.</summary>
    public void Align(int alignment) => Take((alignment - Length % alignment) % alignment).Clear();

    /// <summary>UTF-8 text with a terminating zero.</summary>
    public void Text(string value)
    {
        Bytes(Encoding.UTF8.GetBytes(value));
        Byte(0);
    }

    /// <summary>DWARF unsigned LEB128.</summary>
    public void UnsignedLeb(uint value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            Byte((int)(value & 0x7f | 0x80));
        }

        Byte((int)value);
    }

    /// <summary>DWARF signed LEB128.</summary>
    public void SignedLeb(int value)
    {
        for (; value is < -64 or > 63; value >>= 7)
        {
            Byte(value & 0x7f | 0x80);
        }

        Byte(value & 0x7f);
    }

    /// <summary>Overwrites the word at <paramref name="offset"/>, such as a length known only at the end.</summary>
    public void Patch(int offset, uint value) => BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(offset, 4), value);

    private Span<byte> Take(int count)
    {
        if (Length + count > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, Length + count));
        }

        Length += count;
        return bytes.AsSpan(Length - count, count);
    }
}
