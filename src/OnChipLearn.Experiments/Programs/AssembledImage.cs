using PpuSim.Image;
using PpuSim.Isa.Assembly;

namespace OnChipLearn.Experiments.Programs;

/// <summary>Turns the assembler's result into the program form that loader, profiler and debugger use.</summary>
public static class AssembledImage
{
    /// <param name="program">Result of the assembler.</param>
    /// <param name="name">Name for messages.</param>
    /// <exception cref="ImageException">Sections overlap or leave the address space.</exception>
    public static ProgramImage ToImage(this AssembledProgram program, string name) => new(
        name,
        program.Sections.Select(Segment),
        new SymbolTable(program.Symbols.Select(Symbol)),
        new LineTable(program.Lines.Select(line => new LineRange(line.Address, line.Address + line.Length, line.Position.File, line.Position.Line, line.Position.Column))),
        program.Entry);

    private static Segment Segment(AssembledSection section)
    {
        var access = SegmentAccess.Read
            | (section.IsWritable ? SegmentAccess.Write : SegmentAccess.None)
            | (section.IsExecutable ? SegmentAccess.Execute : SegmentAccess.None);
        return new Segment(section.Name, section.Address, section.Bytes, section.ZeroLength, access);
    }

    private static Symbol Symbol(AssembledSymbol symbol) => new(
        symbol.Name, symbol.Value, symbol.Size,
        symbol.Kind switch
        {
            AssembledSymbolKind.Function => SymbolKind.Function,
            AssembledSymbolKind.Object => SymbolKind.Object,
            _ => SymbolKind.Label,
        },
        symbol.IsGlobal, symbol.IsConstant);
}
