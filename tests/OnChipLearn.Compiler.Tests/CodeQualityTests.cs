using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using OnChipLearn.Compiler.Tests.Kernels;
using PpuSim.Image;

namespace OnChipLearn.Compiler.Tests;

/// <summary>
/// Cycles and code size of the scalar kernels against GCC, on the cycle-exact core. Run with --show-live-output on (or read the test report) for
/// the table.
/// </summary>
public sealed class CodeQualityTests(ITestOutputHelper output)
{
    private const string Gcc = "powerpc-linux-gnu-gcc";
    private static readonly string[] Flags =
    [
        "-O2", "-mcpu=powerpc", "-mbig-endian", "-m32", "-msoft-float", "-mstrict-align", "-mno-string", "-msdata=none", "-ffreestanding", "-nostdlib", "-fno-pic", "-no-pie",
        "-fno-stack-protector", "-fno-asynchronous-unwind-tables", "-fno-tree-loop-distribute-patterns", "-fwrapv", "-ffunction-sections", "-fdata-sections", "-static",
        "-Wl,--gc-sections", "-Wl,-Ttext=0x20", "-Wl,--section-start=.start=0", "-Wl,-N", "-Wl,--build-id=none", "-Wl,-e,start_here",
    ];

    [Fact]
    public void ScalarKernelsAgainstGcc()
    {
        Assert.SkipUnless(IsInstalled(), $"{Gcc} is not installed");
        var (cycles, bytes) = (0.0, 0.0);
        var kernels = typeof(BenchmarkKernels).GetMethods(BindingFlags.Static | BindingFlags.Public).Select(method => method.Name).ToArray();
        output.WriteLine("| kernel | cycles | gcc -O2 | ratio | bytes | gcc -O2 | ratio | cycles with checks |");
        output.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var kernel in kernels)
        {
            var host = (int)typeof(BenchmarkKernels).GetMethod(kernel)!.Invoke(null, null)!;
            var ours = PpuRun.Of(typeof(BenchmarkKernels), kernel, checks: false);
            var checkedRun = PpuRun.Of(typeof(BenchmarkKernels), kernel);
            var (image, size) = CompileC(kernel);
            var theirs = PpuRun.Of(new CompiledProgram(image, ours.Program.Memory, 0));
            Assert.Equal((kernel, host), (kernel, ours.ReturnCode));
            Assert.Equal((kernel, host), (kernel, checkedRun.ReturnCode));
            Assert.Equal((kernel, host), (kernel, theirs.Word(0x3ffc)));

            var ourBytes = ours.Program.Memory.Entries.Where(entry => entry.Kind == MemoryKind.Code && entry.Name != "_start").Sum(entry => entry.Bytes);
            var (cycleRatio, byteRatio) = ((double)ours.Cycles / theirs.Cycles, (double)ourBytes / size);
            cycles += Math.Log(cycleRatio) / kernels.Length;
            bytes += Math.Log(byteRatio) / kernels.Length;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {kernel} | {ours.Cycles} | {theirs.Cycles} | {cycleRatio:0.00} | {ourBytes} | {size} | {byteRatio:0.00} | {checkedRun.Cycles} |"));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| geometric mean | | | {Math.Exp(cycles):0.000} | | | {Math.Exp(bytes):0.000} | |"));
        Assert.True(Math.Exp(cycles) <= 1.0, $"cycles: {Math.Exp(cycles):0.000} of GCC's");
        Assert.True(Math.Exp(bytes) <= 1.0, $"code size: {Math.Exp(bytes):0.000} of GCC's");
    }

    private static bool IsInstalled() =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, Gcc)));

    private static (ProgramImage Image, int Bytes) CompileC(string kernel)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{kernel}{Guid.NewGuid():N}.elf");
        try
        {
            var start = new ProcessStartInfo(Gcc) { RedirectStandardError = true };
            foreach (var argument in Flags.Concat([$"-DKERNEL=\"{kernel}\"", $"-Wl,-u,{kernel}", "-o", path, Fixtures.Path("compiler", "kernels.c")]))
            {
                start.ArgumentList.Add(argument);
            }

            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, errors);
            var image = ImageFile.Read(path);
            return (image, (int)image.Symbols.All.Where(symbol => symbol.Kind == SymbolKind.Function).Sum(symbol => symbol.Size));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
