using System.ComponentModel;
using System.Diagnostics;
using PpuSim.AddressMap;
using PpuSim.Image;
using PpuSim.Machine;

namespace OnChipLearn.SystemTests.Qemu;

/// <summary>Compiles the C programs of fixtures/programs/c with GCC for PowerPC.</summary>
internal static class CrossCompiler
{
    private static readonly string Folder = Repository.Combine("fixtures", "programs", "c");

    public static IEnumerable<string> Programs { get; } =
        [.. Directory.GetFiles(Folder, "*.c").Select(file => Path.GetFileNameWithoutExtension(file)).Where(name => name != "support").Order(StringComparer.Ordinal)];

    /// <summary>The linked program as memory contents. Skips the test where the compiler is missing.</summary>
    public static (ProgramImage Image, byte[] Memory) Compile(string program, string level)
    {
        using var folder = new TemporaryFolder();
        var output = Path.Combine(folder.FullName, program + ".elf");
        var start = new ProcessStartInfo("powerpc-linux-gnu-gcc") { RedirectStandardError = true, WorkingDirectory = Folder };
        foreach (var argument in ((string[])[level, "@flags", "-o", output, "start.s", program + ".c", "support.c", "-lgcc"]))
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, error);
        }
        catch (Win32Exception) when (Directory.Exists(Folder))
        {
            Assert.Skip("powerpc-linux-gnu-gcc is not installed");
        }

        var image = ImageFile.Read(output);
        var memory = new byte[MemoryMap.SramBytes];
        image.CopyTo(memory);
        return (image, memory);
    }
}
