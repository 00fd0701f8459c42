using System.Security.Cryptography;
using OnChipLearn.Compiler;
using OnChipLearn.Firmware.Rules.FirstSpike;
using PpuSim.Image;
using PpuSim.Image.Elf;

namespace OnChipLearn.Experiments.OnChip;

/// <summary>The machine code of both processors: 0 top, 1 bottom.</summary>
public sealed class FirmwareImages
{
    /// <summary>Bytes at the end of each SRAM that the host reads: counters and phase times.</summary>
    public const int MailboxBytes = 512;

    private static readonly Lazy<FirmwareImages> FirstSpikeImages = new(() => new FirmwareImages(typeof(TopProgram), typeof(BottomProgram)));

    private static readonly Lazy<FirmwareImages> EventReplayImages =
        new(() => new FirmwareImages(typeof(Firmware.Rules.EventReplay.TopProgram), typeof(Firmware.Rules.EventReplay.BottomProgram)));

    // Both at the same time: they share nothing but the assembly's file.
    private FirmwareImages(Type top, Type bottom)
    {
        var first = Task.Run(() => Compile(top));
        var second = Compile(bottom);
        Programs = [first.GetAwaiter().GetResult(), second];
    }

    /// <summary>Rule FirstSpike, compiled once per process.</summary>
    public static FirmwareImages FirstSpike => FirstSpikeImages.Value;

    /// <summary>Rule EventReplay, compiled once per process.</summary>
    public static FirmwareImages EventReplay => EventReplayImages.Value;

    /// <summary>Image, memory map and stack bound of each processor.</summary>
    public IReadOnlyList<CompiledProgram> Programs { get; }

    /// <summary>SRAM of a processor that is not free: code, data, stack, mailbox, alignment.</summary>
    public int UsedBytes(int processor) => Programs[processor].Memory.MemoryBytes - Programs[processor].Memory.FreeBytes;

    /// <summary>SHA-256 of the ELF file of a processor.</summary>
    public string Hash(int processor) => Convert.ToHexStringLower(SHA256.HashData(Elf(processor)));

    /// <summary>The ELF file of a processor.</summary>
    public byte[] Elf(int processor) => ElfImageWriter.Write(Programs[processor].Image);

    /// <summary>Byte address of a static field, by the end of its name.</summary>
    public uint Address(int processor, string field) =>
        (Find(processor, field) ?? throw new ExperimentInputException($"firmware of processor {processor}", "static field", "none", field)).Address;

    /// <summary>The static field whose name ends so; null if the program has none.</summary>
    public Symbol? Find(int processor, string field) =>
        Programs[processor].Image.Symbols.All.FirstOrDefault(symbol => symbol.Name.EndsWith(field, StringComparison.Ordinal));

    private static CompiledProgram Compile(Type program) => FirmwareCompiler.Compile(new CompilerOptions
    {
        AssemblyPath = program.Assembly.Location,
        TypeName = program.FullName!,
        Checks = false,
        MailboxBytes = MailboxBytes,
    });
}
