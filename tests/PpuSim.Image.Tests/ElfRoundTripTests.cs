using PpuSim.Image.Elf;

namespace PpuSim.Image.Tests;

/// <summary>What the writer writes the reader reads.</summary>
public sealed class ElfRoundTripTests
{
    private static readonly ProgramImage Read = ImageFile.Read(ElfImageWriter.Write(Sample.Image), "copy.elf");

    [Fact]
    public void SegmentsSurvive()
    {
        Assert.Equal(Sample.Image.Entry, Read.Entry);
        Assert.Equal(Sample.Image.Segments.Select(Describe), Read.Segments.Select(Describe));
    }

    [Fact]
    public void SymbolsSurvive() =>
        Assert.Equal(Sample.Image.Symbols.All.OrderBy(symbol => symbol.Name), Read.Symbols.All.OrderBy(symbol => symbol.Name));

    [Fact]
    public void LinesSurvive() => Assert.Equal(Sample.Image.Lines.Ranges, Read.Lines.Ranges);

    [Fact]
    public void RandomLineTablesSurvive()
    {
        var random = new Random(2);
        for (var round = 0; round < 200; round++)
        {
            var ranges = new List<LineRange>();
            var address = 0u;
            for (var i = 0; i < 40; i++)
            {
                address += random.Next(3) == 0 ? (uint)random.Next(3) * 400 : 0;
                var end = address + 4 * (uint)random.Next(1, random.Next(2) == 0 ? 4 : 300);
                ranges.Add(new LineRange(address, end, "f" + random.Next(3), random.Next(0, random.Next(2) == 0 ? 20 : int.MaxValue), random.Next(0, 500)));
                address = end;
            }

            var image = new ProgramImage("x", [new Segment(".text", 0, new byte[4], address, SegmentAccess.Execute)], SymbolTable.Empty, new LineTable(ranges), 0);
            Assert.Equal(ranges, ImageFile.Read(ElfImageWriter.Write(image), "x").Lines.Ranges);
        }
    }

    [Fact]
    public void RawImagesHoldTheBytesFromTheFirstAddressOn()
    {
        var raw = RawImage.Write(Sample.Image);
        Assert.Equal(0x1005, raw.Length);
        Assert.Equal([1, 2, 3, 4, 5], raw[0x1000..]);

        var back = ImageFile.Read(raw, "copy.raw");
        var memory = new byte[0x2000];
        memory.AsSpan().Fill(0xee);
        back.CopyTo(memory);
        Assert.Equal(raw, memory[..raw.Length]);
        Assert.Equal(0xee, memory[raw.Length]);
    }

    private static string Describe(Segment segment) =>
        $"{segment.Name} {segment.Address} {Convert.ToHexString(segment.Bytes.Span)} {segment.ZeroLength} {segment.Access}";
}
