using PpuSim.Isa.Assembly;

namespace PpuSim.Isa.Tests;

/// <summary>Assembler text that GCC writes becomes the same memory as with GNU as and ld.</summary>
public sealed class CompilerOutputTests
{
    private const string Flags = "-g -O0 -S -mcpu=powerpc -msoft-float -mstrict-align -ffreestanding -fno-pic -msdata=none -fno-asynchronous-unwind-tables";

    private const string Layout =
        "SECTIONS { . = 0; .text : { *(.text) } .rodata : { *(.rodata) } .data : { *(.data) } .bss : { *(.bss) *(COMMON) } /DISCARD/ : { *(.comment) *(.note*) *(.gnu.attributes) *(.debug*) } }";

    [Theory]
    [InlineData("calculator")]
    [InlineData("neurons")]
    [InlineData("pointers")]
    [InlineData("strings")]
    public void CodeAndDataOfCompiledPrograms(string program)
    {
        var source = Path.GetFullPath(Fixture.Path("..", "programs", "c", program + ".c"));
        var folder = Directory.CreateTempSubdirectory("ppu-gcc");
        try
        {
            string In(string name) => Path.Combine(folder.FullName, name);
            ExternalTool.Run("powerpc-linux-gnu-gcc", [.. Flags.Split(' '), "-o", In("x.s"), source]);
            ExternalTool.Run("powerpc-linux-gnu-as", "-me500mc", "-o", In("x.o"), In("x.s"));
            File.WriteAllText(In("x.ld"), Layout);
            ExternalTool.Run("powerpc-linux-gnu-ld", "-e", "0", "--no-warn-rwx-segments", "-T", In("x.ld"), "-o", In("x.elf"), In("x.o"));
            ExternalTool.Run("powerpc-linux-gnu-objcopy", "-O", "binary", In("x.elf"), In("x.raw"));
            var ours = Assembler.Assemble(File.ReadAllText(In("x.s")), "x.s");
            var memory = new byte[ours.Sections.Where(section => section.ZeroLength == 0).Max(section => section.Address + section.Bytes.Length)];
            foreach (var section in ours.Sections)
            {
                section.Bytes.Span.CopyTo(memory.AsSpan((int)Math.Min(section.Address, memory.Length)));
            }

            Assert.Equal(Convert.ToHexString(File.ReadAllBytes(In("x.raw"))), Convert.ToHexString(memory));
            Assert.Contains(ours.Lines, line => line.Position.File.EndsWith(program + ".c", StringComparison.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
