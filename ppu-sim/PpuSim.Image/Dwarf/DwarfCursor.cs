using System.Text;
using PpuSim.Image.Elf;

namespace PpuSim.Image.Dwarf;

/// <summary>Sequential reader over one DWARF section; every failure names the section and the offset.</summary>
internal sealed class DwarfCursor(ReadOnlyMemory<byte> section, string name, string file)
{
    private readonly FileBytes bytes = new(section, $"{file}: section {name}");

    public int Position { get; set; }

    /// <summary>First position behind the part being read.</summary>
    public int End { get; set; } = section.Length;

    public bool AtEnd => Position >= End;

    public ImageException Fault(string problem) => bytes.Fault($"{problem} at offset 0x{Position:x}");

    public int Byte() => bytes.Byte(Advance(1), "a byte");

    public int SignedByte() => (sbyte)Byte();

    public int Half() => bytes.Half(Advance(2), "a halfword");

    public uint Word() => bytes.Word(Advance(4), "a word");

    public void Skip(long count) => Advance(count);

    public string Text()
    {
        var text = bytes.TextBytes(Position, "a name");
        Advance(text.Length + 1);
        return Encoding.UTF8.GetString(text.Span);
    }

    /// <summary>The string at <paramref name="offset"/> of this section.</summary>
    public string TextAt(long offset) => bytes.Text(offset, "a name");

    /// <summary>Unsigned LEB128; values above 32 bits are damage.</summary>
    public uint Unsigned()
    {
        ulong value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var part = Byte();
            value |= (ulong)(uint)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value <= uint.MaxValue ? (uint)value : throw Fault("number above 32 bits");
            }
        }

        throw Fault("number above 32 bits");
    }

    /// <summary>Signed LEB128 of at most 32 bits.</summary>
    public int Signed()
    {
        long value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var part = Byte();
            value |= (long)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                var bits = 64 - shift - 7;
                return (int)(value << bits >> bits);
            }
        }

        throw Fault("number above 32 bits");
    }

    private int Advance(long count)
    {
        var at = Position;
        if (count < 0 || at + count > End)
        {
            throw Fault($"ends early ({count} bytes wanted, {Math.Max(0, End - at)} left)");
        }

        Position = (int)(at + count);
        return at;
    }
}
