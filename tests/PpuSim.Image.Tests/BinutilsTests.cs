using PpuSim.Image.Elf;
using PpuSim.Isa.Tests;

namespace PpuSim.Image.Tests;

/// <summary>readelf, objdump, addr2line and GDB accept our files and understand them as we do; our reader understands GCC's.</summary>
public sealed class BinutilsTests
{
    [Fact]
    public void ReadelfFindsNothingToComplainAbout()
    {
        using var file = new TemporaryFile("sample.elf", ElfImageWriter.Write(Sample.Image));
        var text = ExternalTool.Run("powerpc-linux-gnu-readelf", "-a", "-w", file.Path);
        Assert.DoesNotContain("arning", text);
        Assert.Contains("PowerPC", text);
        Assert.Matches(@"GLOBAL DEFAULT +\d+ weights", text);
    }

    [Fact]
    public void ObjdumpPrintsSymbolsAndLines()
    {
        using var file = new TemporaryFile("sample.elf", ElfImageWriter.Write(Sample.Image));
        var text = ExternalTool.Run("powerpc-linux-gnu-objdump", "-d", "-l", file.Path);
        Assert.Contains("00000010 <step>:", text);
        Assert.Contains("Step.cs:400", text);
    }

    [Fact]
    public void AddressToLineAgreesOnEveryWord()
    {
        using var file = new TemporaryFile("sample.elf", ElfImageWriter.Write(Sample.Image));
        var addresses = Enumerable.Range(0, 300).Select(i => 4 * (uint)i).ToArray();
        var lines = ExternalTool.Run("powerpc-linux-gnu-addr2line", ["-e", file.Path, .. addresses.Select(address => $"0x{address:x}")]).TrimEnd().Split('\n');
        Assert.Equal(addresses.Select(address => Expected(Sample.Image.Lines.Find(address))), lines);
    }

    [Fact]
    public void GdbFindsLinesAndAddresses()
    {
        using var file = new TemporaryFile("sample.elf", ElfImageWriter.Write(Sample.Image));
        var text = ExternalTool.Run(
            "gdb", "-nx", "-batch", "-ex", "info line *20", "-ex", "info line Step.cs:400", "-ex", "info symbol 0x1002", "-ex", "info address step", file.Path);
        Assert.Contains("Line 398 of \"Step.cs\" starts at address 0x14 <step+4> and ends at 0x18 <step+8>.", text);
        Assert.Contains("Line 400 of \"Step.cs\" starts at address 0x10 <step> and ends at 0x14 <step+4>.", text);
        Assert.Contains("weights + 2 in section .data", text);
    }

    [Theory]
    [InlineData("-gdwarf-2")]
    [InlineData("-gdwarf-3")]
    [InlineData("-gdwarf-4")]
    [InlineData("-gdwarf-5")]
    public void LineTablesOfGccReadAsAddressToLineReadsThem(string version)
    {
        const string Source = """
            #include "scale.h"
            int table[64];
            static int square(int x) { return x * x; }
            int sum(const int *p, int n)
            {
                int s = 0;
                for (int i = 0; i < n; i++)
                    s += square(p[i]) / SCALE;
                return s;
            }

            void _start(void) { table[0] = sum(table, 64); for (;;); }
            """;
        using var source = new TemporaryFile("sum.c", System.Text.Encoding.UTF8.GetBytes(Source));
        File.WriteAllText(source.Sibling("scale.h"), "#define SCALE scale()\nstatic int scale(void)\n{\n    return 3;\n}\n");
        var elf = source.Sibling("sum.elf");
        ExternalTool.Run("powerpc-linux-gnu-gcc", "-O1", version, "-nostdlib", "-static", "-Wl,-Ttext=0,--build-id=none", "-o", elf, source.Path);
        var image = ImageFile.Read(elf);
        var text = image.Segments.First(segment => (segment.Access & SegmentAccess.Execute) != 0);
        var addresses = image.Lines.Ranges.SelectMany(range => Enumerable.Range(0, (int)(range.End - range.Start) / 4).Select(i => range.Start + 4 * (uint)i)).ToArray();
        Assert.True(addresses.Length > 20);
        Assert.All(addresses, address => Assert.InRange(address, text.Address, (uint)text.End - 1));
        var lines = ExternalTool.Run("powerpc-linux-gnu-addr2line", ["-s", "-e", elf, .. addresses.Select(address => $"0x{address:x}")]).TrimEnd().Split('\n');
        Assert.Equal(addresses.Select(address => ShortName(Expected(image.Lines.Find(address)))), lines.Select(WithoutDiscriminator));
        Assert.Equal("sum", image.Symbols.FindFunction(image.Symbols.Find("sum")!.Address + 4)?.Name);
    }

    // addr2line prints "??:?" where there is no line and "?" for line 0.
    private static string Expected(LineRange? range) =>
        range is { } found ? found.File + ":" + (found.Line == 0 ? "?" : found.Line) : "??:?";

    private static string ShortName(string place) => place[(place.LastIndexOf('/') + 1)..];

    private static string WithoutDiscriminator(string place) => place.Split(" (")[0];
}
