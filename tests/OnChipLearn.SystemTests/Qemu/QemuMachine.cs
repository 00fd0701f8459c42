using System.ComponentModel;
using System.Diagnostics;
using PpuSim.AddressMap;
using PpuSim.Image;
using PpuSim.Image.Elf;
using PpuSim.Machine;

namespace OnChipLearn.SystemTests.Qemu;

/// <summary>
/// Runs a memory image under qemu-ppc in user mode, as an ELF file with one segment at address 0. The program writes its memory to standard output
/// with a system call, which the PPU passes over.
/// </summary>
internal static class QemuMachine
{
    /// <summary>An embedded core of the Power ISA 2.06, the version that the PPU implements a subset of.</summary>
    private const string Processor = "e500mc";

    private const int PageBytes = 4096;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>The memory at the end of the program. Skips the test where qemu-ppc is missing.</summary>
    public static byte[] Run(byte[] memory)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.FullName, "program.elf");
        const SegmentAccess All = SegmentAccess.Read | SegmentAccess.Write | SegmentAccess.Execute;
        var image = new ProgramImage("program", [new Segment(".all", 0, memory, 0, All)], SymbolTable.Empty, LineTable.Empty, 0);
        File.WriteAllBytes(file, ElfImageWriter.Write(image, PageBytes));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        using var process = Start(file);
        var error = process.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        var copy = process.StandardOutput.BaseStream.CopyToAsync(output);
        if (!process.WaitForExit(Limit))
        {
            process.Kill();
            Assert.Fail($"qemu-ppc still runs after {Limit}");
        }

        copy.GetAwaiter().GetResult();
        Assert.True(process.ExitCode == 0, $"qemu-ppc: exit code {process.ExitCode}, {error.Result}");
        Assert.Equal(MemoryMap.SramBytes, output.Length);
        return output.ToArray();
    }

    private static Process Start(string file)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("qemu-ppc", ["-cpu", Processor, file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("qemu-ppc is not installed");
            throw;
        }
    }
}
