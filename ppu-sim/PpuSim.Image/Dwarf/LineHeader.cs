namespace PpuSim.Image.Dwarf;

using static DwarfConstants;

/// <summary>Header of one line program: its parameters and file names.</summary>
internal sealed class LineHeader
{
    private readonly List<string> directories = [];
    private readonly List<(string Name, uint Directory)> files = [];
    private readonly string?[] paths;
    private readonly int version;

    private LineHeader(DwarfCursor cursor, LineStrings strings)
    {
        version = cursor.Half();
        if (version is < 2 or > 5)
        {
            throw cursor.Fault($"DWARF line table version {version}, expected 2 to 5");
        }

        if (version == 5)
        {
            cursor.Skip(2);
        }

        var length = cursor.Word();
        var program = cursor.Position + (long)length;
        InstructionLength = cursor.Byte();
        cursor.Skip(version >= 4 ? 2 : 1);
        LineBase = cursor.SignedByte();
        LineRange = cursor.Byte();
        OpcodeBase = cursor.Byte();
        if (LineRange == 0 || OpcodeBase == 0)
        {
            throw cursor.Fault($"line range {LineRange} and first special opcode {OpcodeBase}, expected both above 0");
        }

        OperandCounts = new byte[OpcodeBase - 1];
        for (var i = 0; i < OperandCounts.Length; i++)
        {
            OperandCounts[i] = (byte)cursor.Byte();
        }

        if (version == 5)
        {
            directories.AddRange(Entries(cursor, strings).Select(entry => entry.Name));
            files.AddRange(Entries(cursor, strings));
        }
        else
        {
            ReadNames(cursor);
        }

        paths = new string?[files.Count];
        cursor.Skip(program - cursor.Position);
    }

    /// <summary>Bytes per unit of address advance.</summary>
    public int InstructionLength { get; }

    /// <summary>Smallest line advance of a special opcode.</summary>
    public int LineBase { get; }

    /// <summary>Number of line advances that special opcodes cover.</summary>
    public int LineRange { get; }

    /// <summary>First special opcode.</summary>
    public int OpcodeBase { get; }

    /// <summary>Number of operands of each standard opcode.</summary>
    public byte[] OperandCounts { get; }

    public static LineHeader Read(DwarfCursor cursor, LineStrings strings) => new(cursor, strings);

    /// <summary>Path of file number <paramref name="index"/> (from 1 on before version 5); "?" for a number without a name.</summary>
    public string FileName(uint index)
    {
        var at = version == 5 ? index : (long)index - 1;
        if (at < 0 || at >= files.Count)
        {
            return "?";
        }

        // Files that a line program defines itself have no slot to remember the joined path in.
        return at < paths.Length ? paths[at] ??= Join((int)at) : Join((int)at);
    }

    /// <summary>Reads a file entry in the form of versions 2 to 4.</summary>
    public void AddFile(DwarfCursor cursor)
    {
        var name = cursor.Text();
        var directory = cursor.Unsigned();
        cursor.Unsigned();
        cursor.Unsigned();
        files.Add((name, directory));
    }

    // Directory 0 is the one that the compiler ran in: leaving it out keeps the names as they were given to the compiler.
    private string Join(int at)
    {
        var (name, directory) = files[at];
        var folder = version == 5 ? directory : (long)directory - 1;
        return directory == 0 || folder >= directories.Count || name.StartsWith('/') ? name : directories[(int)folder] + "/" + name;
    }

    private void ReadNames(DwarfCursor cursor)
    {
        for (var name = cursor.Text(); name.Length > 0; name = cursor.Text())
        {
            directories.Add(name);
        }

        while (!cursor.AtEnd)
        {
            var start = cursor.Position;
            if (cursor.Byte() == 0)
            {
                break;
            }

            cursor.Position = start;
            AddFile(cursor);
        }
    }

    private static List<(string Name, uint Directory)> Entries(DwarfCursor cursor, LineStrings strings)
    {
        var formats = new (uint Content, uint Form)[cursor.Byte()];
        for (var i = 0; i < formats.Length; i++)
        {
            formats[i] = (cursor.Unsigned(), cursor.Unsigned());
        }

        // Each entry takes at least one byte, so that a damaged count cannot ask for more than the section holds.
        var count = cursor.Unsigned();
        if (count > cursor.End - cursor.Position)
        {
            throw cursor.Fault($"{count} names in {cursor.End - cursor.Position} bytes");
        }

        var entries = new List<(string, uint)>();
        for (var i = 0; i < count; i++)
        {
            entries.Add(Entry(cursor, strings, formats));
        }

        return entries;
    }

    private static (string Name, uint Directory) Entry(DwarfCursor cursor, LineStrings strings, (uint Content, uint Form)[] formats)
    {
        var name = string.Empty;
        uint directory = 0;
        foreach (var (content, form) in formats)
        {
            var (text, number) = Value(cursor, strings, form);
            name = content == ContentPath ? text : name;
            directory = content == ContentDirectory ? number : directory;
        }

        return (name, directory);
    }

    private static (string Text, uint Number) Value(DwarfCursor cursor, LineStrings strings, uint form)
    {
        switch (form)
        {
            case FormText:
                return (cursor.Text(), 0);
            case FormTextOffset:
                return (strings.Texts.TextAt(cursor.Word()), 0);
            case FormLineTextOffset:
                return (strings.LineTexts.TextAt(cursor.Word()), 0);
            case FormData1:
                return (string.Empty, (uint)cursor.Byte());
            case FormData2:
                return (string.Empty, (uint)cursor.Half());
            case FormData4:
                return (string.Empty, cursor.Word());
            case FormUnsigned:
                return (string.Empty, cursor.Unsigned());
            case FormData8:
                cursor.Skip(8);
                return (string.Empty, 0);
            case FormData16:
                cursor.Skip(16);
                return (string.Empty, 0);
            case FormBlock:
                cursor.Skip(cursor.Unsigned());
                return (string.Empty, 0);
            default:
                throw cursor.Fault($"attribute form 0x{form:x} in a line header is unknown");
        }
    }
}
