using System.CommandLine;
using OnChipLearn.Compiler;
using OnChipLearn.Experiments.Programs;
using PpuSim.Image.Elf;
using PpuSim.Timing;
using Spectre.Console;

namespace OnChipLearn.Cli.Commands;

/// <summary><c>compile ASSEMBLY TYPE</c>: C# in the device vocabulary to an ELF image, with a listing of the code and the memory map.</summary>
internal static class CompileCommand
{
    private static readonly Argument<string> Assembly = new("assembly") { Description = "Assembly file (.dll) with the program; its debug information (.pdb) gives the C# lines." };
    private static readonly Argument<string> Type = new("type") { Description = "Type with the entry point: full name, or its last part where that is unique." };
    private static readonly Option<string?> Method = new("--method") { Description = "Method to start with (default: the one with [EntryPoint], else Main)." };
    private static readonly Option<string?> Out = new("--out") { Description = "ELF file to write (default: TYPE.elf in the current folder); the listing goes beside it as .lst." };
    private static readonly Option<bool> NoChecks = new("--no-checks") { Description = "Leave out the traps for indices out of bounds, division by zero and the like." };
    private static readonly Option<int?> MailboxBytes = new("--mailbox-bytes") { Description = "Bytes at the end of SRAM for text and results (the vendor's size is 4096; default: they lie where there is room)." };
    private static readonly Option<string?> DumpIr = new("--dump-ir") { Description = $"Print the intermediate representation after a pass: {string.Join(", ", FirmwareCompiler.PassNames)}." };

    private static readonly Option<string> Preset = new("--preset") { Description = "Latencies that the order of instructions is made for: rtl or hicann-x.", DefaultValueFactory = _ => CorePreset.HicannX.Name };

    public static Command Create()
    {
        var command = new Command("compile", "C# in the device vocabulary to PPU machine code: ELF image, listing with C# lines, memory map.") { Assembly, Type, Method, Out, NoChecks, MailboxBytes, Preset, DumpIr };
        Preset.AcceptOnlyFromAmong([.. CorePreset.All.Select(preset => preset.Name)]);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var output = new CommandOutput(arguments);
        var dump = new StringWriter();
        var program = FirmwareCompiler.Compile(new CompilerOptions
        {
            AssemblyPath = arguments.GetRequiredValue(Assembly),
            TypeName = arguments.GetRequiredValue(Type),
            MethodName = arguments.GetValue(Method),
            Checks = !arguments.GetValue(NoChecks),
            MailboxBytes = arguments.GetValue(MailboxBytes),
            Timing = CorePreset.All.First(preset => preset.Name == arguments.GetRequiredValue(Preset)),
            DumpPass = arguments.GetValue(DumpIr),
            DumpWriter = dump,
        });
        var path = arguments.GetValue(Out) ?? arguments.GetRequiredValue(Type).Split('.')[^1] + ".elf";
        var listing = Path.ChangeExtension(path, ".lst");
        File.WriteAllBytes(path, ElfImageWriter.Write(program.Image));
        File.WriteAllLines(listing, ListingText.Of(ProgramListing.Of(program.Image), sourceLines: true, new SourceTexts()));

        output.Text.Write(new Text(dump.ToString()));
        output.Text.Write(Table(program.Memory));
        output.Text.WriteLine($"{path}: entry {program.Image.Name}; listing {listing}");
        output.Result(new CompileResult(path, listing, program.Image.Name, program.StackBytes, program.Memory));
        return ExitCode.Ok;
    }

    private static Table Table(MemoryMap memory)
    {
        var table = new Table().Title($"Memory map, {memory.MemoryBytes} bytes of SRAM").AddColumns("kind", "symbol", "address", "bytes");
        table.Columns[3].RightAligned();
        foreach (var kind in Enum.GetValues<MemoryKind>())
        {
            foreach (var entry in memory.Entries.Where(entry => entry.Kind == kind))
            {
                table.AddRow(kind.ToString(), Markup.Escape(entry.Name), $"0x{entry.Address:x4}", $"{entry.Bytes}");
            }

            table.AddRow($"[bold]{kind}[/]", "all", string.Empty, $"[bold]{memory.Bytes(kind)}[/]");
        }

        return table.AddRow("[bold]Free[/]", "padding included", string.Empty, $"[bold]{memory.FreeBytes}[/]");
    }

    /// <summary>What <c>--json</c> prints.</summary>
    private sealed record CompileResult(string File, string Listing, string Entry, int StackBytes, MemoryMap Memory);
}
