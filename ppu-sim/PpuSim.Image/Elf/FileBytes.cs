using System.Buffers.Binary;
using System.Text;

namespace PpuSim.Image.Elf;

/// <summary>Bounds-checked big-endian access to a file; every failure names what was wanted.</summary>
internal sealed class FileBytes(ReadOnlyMemory<byte> bytes, string file)
{
    /// <summary>Longest name taken from a string table; longer ones are damage.</summary>
    public const int LongestName = 4096;

    public string File => file;

    public int Length => bytes.Length;

    public ImageException Fault(string problem) => new(file, problem);

    public byte Byte(long offset, string what) => Slice(offset, 1, what).Span[0];

    public ushort Half(long offset, string what) => BinaryPrimitives.ReadUInt16BigEndian(Slice(offset, 2, what).Span);

    public uint Word(long offset, string what) => BinaryPrimitives.ReadUInt32BigEndian(Slice(offset, 4, what).Span);

    public ReadOnlyMemory<byte> Slice(long offset, long length, string what)
    {
        if (offset < 0 || length < 0 || offset + length > bytes.Length)
        {
            throw Fault($"truncated: {what} needs bytes 0x{offset:x} to 0x{offset + length - 1:x}, the file has 0x{bytes.Length:x}");
        }

        return bytes.Slice((int)offset, (int)length);
    }

    /// <summary>The zero-terminated string at <paramref name="offset"/>.</summary>
    public string Text(long offset, string what) => Encoding.UTF8.GetString(TextBytes(offset, what).Span);

    /// <summary>The bytes of the zero-terminated string at <paramref name="offset"/>, without the zero.</summary>
    public ReadOnlyMemory<byte> TextBytes(long offset, string what)
    {
        if (offset < 0 || offset > bytes.Length)
        {
            throw Fault($"truncated: {what} starts at byte 0x{offset:x}, the file has 0x{bytes.Length:x}");
        }

        var rest = bytes[(int)offset..];
        var length = rest.Span[..Math.Min(rest.Length, LongestName)].IndexOf((byte)0);
        return length >= 0 ? rest[..length] : throw Fault($"{what} at byte 0x{offset:x} does not end within {LongestName} bytes");
    }
}
