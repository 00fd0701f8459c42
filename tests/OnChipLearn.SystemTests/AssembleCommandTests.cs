using System.Text.Json;

namespace OnChipLearn.SystemTests;

/// <summary><c>ppu asm</c> and <c>ppu disasm</c> from source to listing, and their messages.</summary>
public sealed class AssembleCommandTests : IDisposable
{
    private const string Source = """
                .globl _start
        _start: lis r1,_stack_top@ha
                addi r1,r1,_stack_top@l
                bl work
        1:      wait
                b 1b
        work:   fxvaddhm v2,v1,v1,gt
                blr
                .data
        weight: .long work
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void SourceToListing()
    {
        var source = Write("work.s", Source);
        var assembled = ToolRun.Start("ppu", "asm", source, "-D", "_stack_top=0x3f00", "--json");
        Assert.Equal((0, string.Empty), (assembled.ExitCode, WithoutTable(assembled.Error)));
        using var json = JsonDocument.Parse(assembled.Output);
        var file = json.RootElement.GetProperty("output").GetString()!;
        Assert.Equal(Path.ChangeExtension(source, ".elf"), file);
        Assert.Equal([".text", ".data"], json.RootElement.GetProperty("sections").EnumerateArray().Select(section => section.GetProperty("name").GetString()));

        var listing = ToolRun.Start("ppu", "disasm", file);
        Assert.Equal(0, listing.ExitCode);
        Assert.Equal(
            [
                "00000000 <_start>:", "       0:  3c200000  lis       r1,0", "       4:  38213f00  addi      r1,r1,16128", "       8:  4800000d  bl        0x14 <work>",
                "       c:  7c00007c  wait", "      10:  4bfffffc  b         0xc <_start+0xc>", "00000014 <work>:", "      14:  10410f31  fxvaddhm  v2,v1,v1,gt", "      18:  4e800020  blr",
            ],
            listing.Output.TrimEnd().Split('\n'));
        Assert.Contains("# " + source + ":4", ToolRun.Start("ppu", "disasm", file, "--lines").Output);
    }

    [Fact]
    public void RawImagesHoldTheBytes()
    {
        var source = Write("raw.s", "nop\n.data\n.byte 7\n");
        var output = Path.Combine(folder.FullName, "image");
        Assert.Equal(0, ToolRun.Start("ppu", "asm", source, "--raw", "-o", output).ExitCode);
        Assert.Equal("6000000007", Convert.ToHexString(File.ReadAllBytes(output)));
        Assert.Equal("     100:  60000000  nop", ToolRun.Start("ppu", "disasm", output, "--address", "0x100").Output.Split('\n')[0]);
    }

    [Fact]
    public void EveryErrorIsReported()
    {
        var source = Write("bad.s", "\taddq 1\n\tli 3,40000\n");
        var run = ToolRun.Start("ppu", "asm", source);
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
        Assert.Equal($"error: {source}:1:2: unknown instruction 'addq'\nerror: {source}:2:7: li: operand SI is 40000, expected -32768 to 32767\n", run.Error);
    }

    [Theory]
    [InlineData("'x' is not a definition: expected NAME=VALUE with a 32-bit number", "-D", "x")]
    [InlineData("'12q' is not a number: expected a 32-bit number, decimal or hexadecimal with 0x", "--code-address", "12q")]
    [InlineData("segment .text at 0x3ffc to 0x4007 does not fit into memory", "--code-address", "0x3ffc")]
    public void UnusableOptions(string message, params string[] options)
    {
        var run = ToolRun.Start(["ppu", "asm", Write("three.s", "nop;nop;nop"), .. options]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    // With --json the table goes to standard error.
    private static string WithoutTable(string error) => error.Contains("error:", StringComparison.Ordinal) ? error : string.Empty;
}
