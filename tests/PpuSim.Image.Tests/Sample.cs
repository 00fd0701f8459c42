namespace PpuSim.Image.Tests;

/// <summary>A small program with everything a file can hold: code, data, zeros, symbols of each kind, lines of two files with a gap between.</summary>
internal static class Sample
{
    public static ProgramImage Image { get; } = new(
        "sample.elf",
        [
            new Segment(".text", 0, Code(), 0, SegmentAccess.Read | SegmentAccess.Execute),
            new Segment(".data", 0x1000, new byte[] { 1, 2, 3, 4, 5 }, 3, SegmentAccess.Read | SegmentAccess.Write),
            new Segment(".bss", 0x2000, default, 0x100, SegmentAccess.Read | SegmentAccess.Write),
        ],
        new SymbolTable(
        [
            new Symbol("start", 0, 0x10, SymbolKind.Function, true),
            new Symbol("loop", 8, 0, SymbolKind.Label, false),
            new Symbol("step", 0x10, 0x20, SymbolKind.Function, false),
            new Symbol("weights", 0x1000, 5, SymbolKind.Object, true),
            new Symbol("buffer", 0x2000, 0x100, SymbolKind.Object, false),
            new Symbol("Rate", 0x1234_5678, 0, SymbolKind.Label, false, Absolute: true),
        ]),
        new LineTable(
        [
            new LineRange(0, 4, "rules/start.s", 10, 2),
            new LineRange(4, 16, "rules/start.s", 11, 2),
            new LineRange(16, 20, "Step.cs", 400, 13),
            new LineRange(20, 24, "Step.cs", 398, 9),
            new LineRange(32, 1200, "rules/start.s", 5, 1),
        ]),
        0);

    private static byte[] Code()
    {
        var code = new byte[1200];
        for (var i = 0; i < code.Length; i += 4)
        {
            code[i] = 0x60; // nop
        }

        return code;
    }
}
