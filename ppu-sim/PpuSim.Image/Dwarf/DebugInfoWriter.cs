using PpuSim.Image.Elf;

namespace PpuSim.Image.Dwarf;

using static DwarfConstants;

/// <summary>
/// The least debug information with which GDB and addr2line use a line table: one compile unit that covers all lines, with the functions inside.
/// </summary>
internal static class DebugInfoWriter
{
    private const int CompileUnit = 1;
    private const int Function = 2;
    private const int TagCompileUnit = 0x11;
    private const int TagSubprogram = 0x2e;
    private const int AttributeName = 0x03;
    private const int AttributeLines = 0x10;
    private const int AttributeLow = 0x11;
    private const int AttributeHigh = 0x12;
    private const int AttributeLanguage = 0x13;
    private const int AttributeProducer = 0x25;
    private const int AttributeExternal = 0x3f;
    private const int LanguageAssembler = 0x8001;

    /// <summary>Contents of <c>.debug_abbrev</c>.</summary>
    public static byte[] Abbreviations()
    {
        var output = new BigEndianWriter();
        Abbreviation(output, CompileUnit, TagCompileUnit, children: true,
            (AttributeProducer, FormText), (AttributeLanguage, FormData2), (AttributeName, FormText),
            (AttributeLow, FormAddress), (AttributeHigh, FormData4), (AttributeLines, FormSectionOffset));
        Abbreviation(output, Function, TagSubprogram, children: false,
            (AttributeName, FormText), (AttributeExternal, FormFlagPresent), (AttributeLow, FormAddress), (AttributeHigh, FormData4));
        output.Byte(0);
        return output.ToArray();
    }

    /// <summary>Contents of <c>.debug_info</c>.</summary>
    public static byte[] Information(ProgramImage image)
    {
        var ranges = image.Lines.Ranges;
        var (low, high) = (ranges[0].Start, ranges[^1].End);
        var output = new BigEndianWriter();
        output.Word(0);
        output.Half(Version);
        output.Word(0); // offset of the abbreviations
        output.Byte(4); // bytes of an address
        output.UnsignedLeb(CompileUnit);
        output.Text("OnChipLearn");
        output.Half(LanguageAssembler);
        output.Text(ranges[0].File);
        output.Word(low);
        output.Word(high - low);
        output.Word(0); // offset of the line program
        foreach (var function in image.Symbols.All.Where(symbol => symbol.Kind == SymbolKind.Function && symbol.Size > 0 && symbol.Address >= low && symbol.End <= high))
        {
            output.UnsignedLeb(Function);
            output.Text(function.Name);
            output.Word(function.Address);
            output.Word(function.Size);
        }

        output.Byte(0);
        output.Patch(0, (uint)(output.Length - 4));
        return output.ToArray();
    }

    private static void Abbreviation(BigEndianWriter output, int code, int tag, bool children, params ReadOnlySpan<(int Attribute, uint Form)> attributes)
    {
        output.UnsignedLeb((uint)code);
        output.UnsignedLeb((uint)tag);
        output.Byte(children ? 1 : 0);
        foreach (var (attribute, form) in attributes)
        {
            output.UnsignedLeb((uint)attribute);
            output.UnsignedLeb(form);
        }

        output.Bytes([0, 0]);
    }
}
