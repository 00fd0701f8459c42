namespace PpuSim.Image.Dwarf;

using static DwarfConstants;

/// <summary>Runs the line programs of a <c>.debug_line</c> section, DWARF versions 2 to 5, 32-bit format.</summary>
internal sealed class LineProgramReader
{
    private readonly DwarfCursor cursor;
    private readonly LineHeader header;
    private readonly List<LineRange> ranges;
    private LineRow row;
    private LineRow? previous;

    private LineProgramReader(DwarfCursor cursor, LineHeader header, List<LineRange> ranges)
    {
        this.cursor = cursor;
        this.header = header;
        this.ranges = ranges;
        row = LineRow.First;
    }

    /// <param name="section">Contents of <c>.debug_line</c>.</param>
    /// <param name="lineTexts">Contents of <c>.debug_line_str</c> (version 5), or empty.</param>
    /// <param name="texts">Contents of <c>.debug_str</c> (version 5), or empty.</param>
    /// <param name="file">For messages.</param>
    /// <exception cref="ImageException">The section is damaged or of an unknown version.</exception>
    public static LineTable Read(ReadOnlyMemory<byte> section, ReadOnlyMemory<byte> lineTexts, ReadOnlyMemory<byte> texts, string file)
    {
        var ranges = new List<LineRange>();
        var cursor = new DwarfCursor(section, ".debug_line", file);
        var strings = new LineStrings(new DwarfCursor(lineTexts, ".debug_line_str", file), new DwarfCursor(texts, ".debug_str", file));
        while (cursor.Position < section.Length)
        {
            cursor.End = section.Length;
            var length = cursor.Word();
            if (length > section.Length - cursor.Position)
            {
                throw cursor.Fault($"unit of {length} bytes, {section.Length - cursor.Position} left");
            }

            var end = cursor.Position + (int)length;
            cursor.End = end;
            new LineProgramReader(cursor, LineHeader.Read(cursor, strings), ranges).Run();
            cursor.Position = end;
        }

        return new LineTable(ranges);
    }

    private void Run()
    {
        while (!cursor.AtEnd)
        {
            var opcode = cursor.Byte();
            if (opcode >= header.OpcodeBase)
            {
                Special(opcode - header.OpcodeBase);
            }
            else if (opcode == 0)
            {
                Extended();
            }
            else
            {
                Standard(opcode);
            }
        }
    }

    private void Special(int adjusted)
    {
        row.Address += (uint)(adjusted / header.LineRange * header.InstructionLength);
        row.Line += header.LineBase + adjusted % header.LineRange;
        Emit();
    }

    private void Standard(int opcode)
    {
        switch (opcode)
        {
            case Copy:
                Emit();
                break;
            case AdvancePc:
                row.Address += cursor.Unsigned() * (uint)header.InstructionLength;
                break;
            case AdvanceLine:
                row.Line += cursor.Signed();
                break;
            case SetFile:
                row.File = cursor.Unsigned();
                break;
            case SetColumn:
                row.Column = (int)Math.Min(cursor.Unsigned(), int.MaxValue);
                break;
            case ConstAddPc:
                row.Address += (uint)((255 - header.OpcodeBase) / header.LineRange * header.InstructionLength);
                break;
            case FixedAdvancePc:
                row.Address += (uint)cursor.Half();
                break;
            default:
                for (var i = 0; i < header.OperandCounts[opcode - 1]; i++)
                {
                    cursor.Unsigned();
                }

                break;
        }
    }

    private void Extended()
    {
        var length = cursor.Unsigned();
        var end = cursor.Position + (long)length;
        if (length == 0)
        {
            throw cursor.Fault("extended opcode without bytes");
        }

        switch (cursor.Byte())
        {
            case EndSequence:
                Close(row.Address);
                previous = null;
                row = LineRow.First;
                break;
            case SetAddress:
                row.Address = cursor.Word();
                break;
            case DefineFile:
                header.AddFile(cursor);
                break;
        }

        cursor.Skip(end - cursor.Position);
    }

    private void Emit()
    {
        Close(row.Address);
        previous = row;
    }

    private void Close(uint end)
    {
        if (previous is { } start && start.Address < end)
        {
            ranges.Add(new LineRange(start.Address, end, header.FileName(start.File), Math.Max(start.Line, 0), start.Column));
        }
    }

    private struct LineRow
    {
        public static LineRow First => new() { File = 1, Line = 1 };

        public uint Address;
        public uint File;
        public int Line;
        public int Column;
    }
}
