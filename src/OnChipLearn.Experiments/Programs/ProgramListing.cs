using System.Buffers.Binary;
using PpuSim.Image;
using PpuSim.Isa.Disassembly;

namespace OnChipLearn.Experiments.Programs;

/// <summary>Disassembles the code of a program.</summary>
public static class ProgramListing
{
    private const int WordBytes = 4;

    /// <param name="image">The program.</param>
    /// <param name="includeData">Also disassembles segments without code.</param>
    public static IEnumerable<ListingLine> Of(ProgramImage image, bool includeData = false)
    {
        var labels = image.Symbols.All.Where(symbol => !symbol.Absolute).ToLookup(symbol => symbol.Address);
        foreach (var segment in image.Segments.Where(segment => includeData || (segment.Access & SegmentAccess.Execute) != 0))
        {
            for (var at = 0; at < segment.Bytes.Length; at += WordBytes)
            {
                var address = segment.Address + (uint)at;
                yield return Line(image, address, Word(segment.Bytes.Span[at..]), labels[address].Any() ? image.Symbols.Find(address)?.Name : null);
            }
        }
    }

    /// <summary>The last word of a segment may be incomplete: missing bytes read as 0.</summary>
    private static uint Word(ReadOnlySpan<byte> bytes)
    {
        Span<byte> word = stackalloc byte[WordBytes];
        bytes[..Math.Min(bytes.Length, WordBytes)].CopyTo(word);
        return BinaryPrimitives.ReadUInt32BigEndian(word);
    }

    private static ListingLine Line(ProgramImage image, uint address, uint word, string? label)
    {
        var instruction = Disassembler.Disassemble(word, address);
        var source = image.Lines.Find(address) is { } range ? $"{range.File}:{range.Line}" : null;
        return new ListingLine(address, word, instruction.Text, label, instruction.Target is { } target ? Place(image, target) : null, instruction.Note, source);
    }

    private static string? Place(ProgramImage image, uint address) =>
        image.Symbols.Find(address) is not { } symbol ? null : symbol.Address == address ? symbol.Name : $"{symbol.Name}+0x{address - symbol.Address:x}";
}
