using PpuSim.Image.Elf;

namespace PpuSim.Image.Dwarf;

using static DwarfConstants;

/// <summary>Writes a line table as one DWARF 4 line program.</summary>
internal sealed class LineProgramWriter
{
    // Every instruction of the processor is one word.
    private const int InstructionLength = 4;
    private const int LineBase = -5;
    private const int LineRange = 14;
    private const int OpcodeBase = 13;

    private readonly LineTable lines;
    private readonly List<string> files;
    private readonly BigEndianWriter output = new();
    private uint address;
    private int file = 1;
    private int line = 1;
    private int column;

    private LineProgramWriter(LineTable lines)
    {
        this.lines = lines;
        files = [.. Files(lines)];
    }

    /// <summary>Source files in order of appearance.</summary>
    public static IEnumerable<string> Files(LineTable lines) => lines.Ranges.Select(range => range.File).Distinct(StringComparer.Ordinal);

    /// <summary>Contents of <c>.debug_line</c>.</summary>
    /// <exception cref="ImageException">A range does not start and end on a word.</exception>
    public static byte[] Write(LineTable lines, string file)
    {
        foreach (var range in lines.Ranges)
        {
            if ((range.Start | range.End) % InstructionLength != 0)
            {
                throw new ImageException(file, $"line {range.Line} of {range.File} covers 0x{range.Start:x} to 0x{range.End:x}, expected whole words");
            }
        }

        return new LineProgramWriter(lines).Run();
    }

    private byte[] Run()
    {
        output.Word(0);
        output.Half(Version);
        output.Word(0);
        var headerStart = output.Length;
        output.Byte(InstructionLength);
        output.Byte(1); // operations per instruction
        output.Byte(1); // rows are statements
        output.Byte(LineBase);
        output.Byte(LineRange);
        output.Byte(OpcodeBase);
        output.Bytes(StandardOperands);
        output.Byte(0); // no directories: file names are whole paths
        foreach (var name in files)
        {
            output.Text(name);
            output.Bytes([0, 0, 0]); // directory, time and length unknown
        }

        output.Byte(0);
        output.Patch(headerStart - 4, (uint)(output.Length - headerStart));
        WriteSequences();
        output.Patch(0, (uint)(output.Length - 4));
        return output.ToArray();
    }

    private void WriteSequences()
    {
        for (var i = 0; i < lines.Ranges.Count; i++)
        {
            var range = lines.Ranges[i];
            if (i == 0 || lines.Ranges[i - 1].End != range.Start)
            {
                Begin(range.Start);
            }

            Row(range);
            if (i + 1 == lines.Ranges.Count || lines.Ranges[i + 1].Start != range.End)
            {
                Finish(range.End);
            }
        }
    }

    private void Begin(uint start)
    {
        (address, file, line, column) = (start, 1, 1, 0);
        output.Bytes([0, 5, SetAddress]);
        output.Word(start);
    }

    private void Row(LineRange range)
    {
        var number = files.IndexOf(range.File) + 1;
        if (number != file)
        {
            output.Byte(SetFile);
            output.UnsignedLeb((uint)number);
            file = number;
        }

        if (range.Column != column)
        {
            output.Byte(SetColumn);
            output.UnsignedLeb((uint)range.Column);
            column = range.Column;
        }

        var lineStep = range.Line - line;
        var special = (range.Start - address) / InstructionLength * LineRange + (lineStep - LineBase) + OpcodeBase;
        if (lineStep is >= LineBase and < LineBase + LineRange && special <= byte.MaxValue)
        {
            output.Byte((int)special);
        }
        else
        {
            Advance(range.Start);
            output.Byte(AdvanceLine);
            output.SignedLeb(lineStep);
            output.Byte(Copy);
        }

        (address, line) = (range.Start, range.Line);
    }

    private void Finish(uint end)
    {
        Advance(end);
        output.Bytes([0, 1, EndSequence]);
    }

    private void Advance(uint target)
    {
        output.Byte(AdvancePc);
        output.UnsignedLeb((target - address) / InstructionLength);
    }
}
