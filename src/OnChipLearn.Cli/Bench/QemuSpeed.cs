using System.Buffers.Binary;
using System.Globalization;
using OnChipLearn.Experiments.Speed;
using PpuSim.AddressMap;
using PpuSim.Image;
using PpuSim.Image.Elf;
using PpuSim.Machine;
using PpuSim.Timing;
using PpuSim.Translation;

namespace OnChipLearn.Cli.Bench;

/// <summary>
/// Instructions per CPU second of the cycle model beside those of qemu-ppc in user mode, on the same scalar C programs, each called many times. What qemu
/// takes to start is measured with one call and taken off.
/// </summary>
/// <param name="fixtures">Folder of the C programs; null where there is none.</param>
internal sealed class QemuSpeed(string? fixtures) : ISpeedPart
{
    private const string Compiler = "powerpc-linux-gnu-gcc";
    private const string Emulator = "qemu-ppc";

    /// <summary>As in the comparison of results.</summary>
    private const string Processor = "e500mc";

    private const int PageBytes = 4096;
    private const long PpuCycles = 200_000_000;

    /// <summary>Enough that the translator has seen what recurs.</summary>
    private const double PpuInstructions = 2e7;
    private const double QemuInstructions = 2e8;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private static readonly SpeedLine Line = new(
        "ppuOverQemu", "instructions per CPU second over those of qemu-ppc, scalar C programs", "", SpeedBar.AtLeast(0.02), null);

    public string Name => "qemu-ppc";

    public IReadOnlyList<SpeedLine> Measure(ICpuTime time)
    {
        var sources = fixtures is null ? null : Path.Combine(fixtures, "programs", "c");
        if (sources is null || !Directory.Exists(sources))
        {
            return [Line.NotMeasured("no C programs (--fixtures)")];
        }

        if (ChildProcesses.CpuSeconds() is null || ChildProcesses.Run(Emulator, ["--version"]) is null || ChildProcesses.Run(Compiler, ["--version"]) is null)
        {
            return [Line.NotMeasured($"{Emulator} or {Compiler} is not installed")];
        }

        var folder = Directory.CreateTempSubdirectory("onchiplearn-bench-");
        try
        {
            return [Compare(sources, folder.FullName, time)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static SpeedLine Compare(string sources, string folder, ICpuTime time)
    {
        double instructions = 0, ppuSeconds = 0, qemuInstructions = 0, qemuSeconds = 0;
        var programs = 0;
        foreach (var program in Directory.GetFiles(sources, "*.c").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal))
        {
            if (program == "support" || Compile(sources, folder, program) is not { } memory)
            {
                continue;
            }

            if (Simulate(WithCalls(memory, 1), time) is not { } once || Simulate(WithCalls(memory, 2), time) is not { } twice)
            {
                // Some programs cannot be called again.
                continue;
            }

            double perCall = twice.Instructions - once.Instructions;
            int Calls(double total) => (int)Math.Clamp(total / perCall, 2, int.MaxValue);
            if (Simulate(WithCalls(memory, Calls(PpuInstructions)), time) is not { } simulated)
            {
                continue;
            }

            if (Emulate(WithCalls(memory, 1), folder) is not { } started || Emulate(WithCalls(memory, Calls(QemuInstructions)), folder) is not { } emulated)
            {
                continue;
            }

            programs++;
            instructions += simulated.Instructions;
            ppuSeconds += simulated.Seconds;
            qemuInstructions += perCall * (Calls(QemuInstructions) - 1);
            qemuSeconds += emulated - started;
        }

        if (programs == 0 || qemuSeconds <= 0)
        {
            return Line.NotMeasured("no program ran on both");
        }

        var (ppu, qemu) = (instructions / ppuSeconds, qemuInstructions / qemuSeconds);
        return Line with
        {
            Figure = ppu / qemu,
            Note = string.Create(CultureInfo.InvariantCulture, $"{programs} programs at -O2: {ppu / 1e6:F1} M/s, translator, beside {qemu / 1e6:F0} M/s"),
        };
    }

    /// <summary>Memory of the linked program, or null if it does not compile.</summary>
    private static byte[]? Compile(string sources, string folder, string program)
    {
        var start = Path.Combine(folder, "start.s");
        var output = Path.Combine(folder, program + ".elf");
        File.WriteAllText(start, Start);
        if (ChildProcesses.Run(Compiler, ["-O2", "@flags", "-o", output, start, program + ".c", "support.c", "-lgcc"], sources) is not { ExitCode: 0 })
        {
            return null;
        }

        var memory = new byte[MemoryMap.SramBytes];
        ImageFile.Read(output).CopyTo(memory);
        return memory;
    }

    /// <summary>
    /// Calls run(0x3f00) as often as the immediates of its first two instructions say, then exits; on the PPU the system call does nothing and the processor
    /// sleeps. Data begin on a page of their own: qemu translates a page again after every store to it.
    /// </summary>
    private const string Start =
        """
                .section .start,"ax"
                .globl _start
        _start: lis 31,0
                ori 31,31,1
                li 1,0x3f00
                stwu 0,-16(1)
        1:      li 3,0x3f00
                bl run
                addi 31,31,-1
                cmpwi 31,0
                bne 1b
                li 0,1
                li 3,0
                sc
                sync
                .long 0x7c00007c
                nop
                nop
                nop
                nop
                .section .rodata
                .balign 4096
                .long 0

        """;

    private static byte[] WithCalls(byte[] memory, int calls)
    {
        byte[] changed = [.. memory];
        BinaryPrimitives.WriteUInt16BigEndian(changed.AsSpan(2), (ushort)(calls >> 16));
        BinaryPrimitives.WriteUInt16BigEndian(changed.AsSpan(6), (ushort)calls);
        return changed;
    }

    /// <summary>Instructions and CPU seconds; null if the program does not end.</summary>
    private static (long Instructions, double Seconds)? Simulate(byte[] memory, ICpuTime time)
    {
        var sram = new Sram();
        memory.CopyTo(sram.Bytes);
        var ports = new StandalonePorts(CorePreset.Rtl.Ports);
        var core = CoreFactory.Create<NoProbe>(
            CoreEngine.Translator, CorePreset.Rtl.Core, new ScalarState(), new VectorState(CorePreset.Rtl.Core.Slices), sram, new CorePorts(ports, ports, ports));
        var ended = false;
        var seconds = time.SecondsOf(() => ended = core.RunUntilSleep(PpuCycles));
        return ended ? (core.Instructions, seconds) : null;
    }

    /// <summary>CPU seconds, or null if the program came to a bad end. All memory is one segment at address 0, as on the PPU.</summary>
    private static double? Emulate(byte[] memory, string folder)
    {
        var file = Path.Combine(folder, "program.elf");
        const SegmentAccess All = SegmentAccess.Read | SegmentAccess.Write | SegmentAccess.Execute;
        var image = new ProgramImage("program", [new Segment(".all", 0, memory, 0, All)], SymbolTable.Empty, LineTable.Empty, 0);
        File.WriteAllBytes(file, ElfImageWriter.Write(image, PageBytes));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var before = ChildProcesses.CpuSeconds();
        return ChildProcesses.Run(Emulator, ["-cpu", Processor, file], limit: Limit) is { ExitCode: 0 } ? ChildProcesses.CpuSeconds() - before : null;
    }
}
