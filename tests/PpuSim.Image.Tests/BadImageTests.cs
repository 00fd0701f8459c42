using PpuSim.Image.Elf;

namespace PpuSim.Image.Tests;

/// <summary>Unusable files give one clear message.</summary>
public sealed class BadImageTests
{
    private static readonly byte[] Good = ElfImageWriter.Write(Sample.Image);

    [Theory]
    [InlineData(4, 2, "bad.elf: ELF class is 2, expected 1 (32 bit)")]
    [InlineData(5, 1, "bad.elf: ELF byte order is 1, expected 2 (big-endian)")]
    [InlineData(6, 9, "bad.elf: ELF version is 9, expected 1")]
    [InlineData(19, 62, "bad.elf: ELF machine is 62, expected 20 (PowerPC)")]
    [InlineData(17, 1, "bad.elf: ELF type is 1 (relocatable, link it first), expected 2 (executable)")]
    [InlineData(17, 3, "bad.elf: ELF type is 3, expected 2 (executable)")]
    [InlineData(43, 16, "bad.elf: ELF program header size is 16, expected 32")]
    [InlineData(47, 16, "bad.elf: ELF section header size is 16, expected 40")]
    [InlineData(51, 99, "bad.elf: ELF section name table index is 99, expected less than the 11 sections")]
    public void DamagedHeaders(int offset, byte value, string message) => Assert.Equal(message, Message(With(offset, value)));

    [Fact]
    public void ProgramHeadersOfOtherTypesAreNotLoaded() => Assert.Equal([".data", ".bss"], Read(With(55, 9)).Segments.Select(segment => segment.Name));

    [Fact]
    public void TruncatedFiles()
    {
        Assert.Equal("bad.elf: truncated: the ELF header needs bytes 0x12 to 0x13, the file has 0x7", Message(Good[..7]));
        Assert.Equal("bad.elf: truncated: the ELF header needs bytes 0x0 to 0x33, the file has 0x20", Message(Good[..32]));
        Assert.Equal("bad.elf: truncated: the program header table needs bytes 0x34 to 0x93, the file has 0x50", Message(Good[..80]));
        Assert.StartsWith("bad.elf: truncated: the section header table needs bytes", Message(Good[..^1]));
    }

    [Fact]
    public void NothingToLoad()
    {
        Assert.Equal("bad.elf: nothing to load: no program header of type 1 (load) with a size above 0", Message(With(45, 0)));
        Assert.Equal("bad.raw: empty file, expected an ELF file or a raw image", Assert.Throws<ImageException>(() => ImageFile.Read(Array.Empty<byte>(), "bad.raw")).Message);
    }

    [Fact]
    public void SegmentsThatCannotBe()
    {
        Assert.Equal("bad.elf: segment 0 has 1200 bytes in the file, expected at most its 176 bytes in memory", Message(With(0x34 + 22, 0)));
        Assert.StartsWith("bad.elf: truncated: segment 0 needs bytes 0x70000a0", Message(With(0x34 + 4, 7)));
        Assert.Equal("bad.elf: segment .text at 0xfffff000 has 8192 bytes, more than the 32-bit address space holds behind it", SegmentMessage(0xfffff000, 0));
        Assert.Equal("bad.elf: segment .data at 0x1800 overlaps segment .text, which ends at 0x1fff", SegmentMessage(0, 0x1800));
    }

    [Fact]
    public void LargerThanMemory()
    {
        MemoryRange[] memories = [new("SRAM", 0, 0x1000), new("FPGA block RAM", 0x4000_0000, 0x2_0000)];
        Assert.Equal(
            "sample.elf: segment .data at 0x1000 to 0x1007 does not fit into memory (SRAM 0x0 to 0xfff, FPGA block RAM 0x40000000 to 0x4001ffff)",
            Assert.Throws<ImageException>(() => Sample.Image.RequireWithin(memories)).Message);
        Sample.Image.RequireWithin(new MemoryRange("SRAM", 0, 0x4000));
        Assert.Equal(
            "sample.elf: segment .bss at 0x2000 to 0x20ff does not fit into memory (0x0 to 0x207f)",
            Assert.Throws<ImageException>(() => Sample.Image.CopyTo(new byte[0x2080])).Message);
        Assert.Equal(
            "sample.elf: a raw image of 0x0 to 0x1004 has 4101 bytes, more than the 4096 allowed",
            Assert.Throws<ImageException>(() => RawImage.Write(Sample.Image, 4096)).Message);
    }

    [Fact]
    public void DamagedLineTables()
    {
        var elf = new ElfFile(Good, "good.elf");
        var lines = (int)elf.FindSection(".debug_line")!.Offset;
        Assert.Equal("bad.elf: section .debug_line: DWARF line table version 9, expected 2 to 5 at offset 0x6", Message(With(lines + 5, 9)));
        Assert.Equal("bad.elf: section .debug_line: unit of 359 bytes, 103 left at offset 0x4", Message(With(lines + 2, 1)));
        Assert.Equal("bad.elf: section .debug_line: line range 0 and first special opcode 13, expected both above 0 at offset 0x10", Message(With(lines + 14, 0)));
    }

    [Fact]
    public void LinesOfPartsOfWordsCannotBeWritten()
    {
        var image = new ProgramImage("odd", Sample.Image.Segments, SymbolTable.Empty, new LineTable([new LineRange(0, 6, "a.s", 3, 0)]), 0);
        Assert.Equal("odd: line 3 of a.s covers 0x0 to 0x6, expected whole words", Assert.Throws<ImageException>(() => ElfImageWriter.Write(image)).Message);
    }

    private static byte[] With(int offset, byte value)
    {
        var copy = Good.ToArray();
        copy[offset] = value;
        return copy;
    }

    private static ProgramImage Read(byte[] bytes) => ImageFile.Read(bytes, "bad.elf");

    private static string Message(byte[] bytes) => Assert.Throws<ImageException>(() => Read(bytes)).Message;

    private static string SegmentMessage(uint text, uint data) => Assert.Throws<ImageException>(() => new ProgramImage(
        "bad.elf",
        [new Segment(".text", text, default, 0x2000, SegmentAccess.Read), .. data == 0 ? Array.Empty<Segment>() : [new Segment(".data", data, default, 8, SegmentAccess.Read)]],
        SymbolTable.Empty, LineTable.Empty, 0)).Message;
}
