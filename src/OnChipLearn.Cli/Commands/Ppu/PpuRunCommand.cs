using System.CommandLine;
using System.Globalization;
using OnChipLearn.Experiments.Programs;
using PpuSim.Image;
using PpuSim.Timing;
using Spectre.Console;

namespace OnChipLearn.Cli.Commands.Ppu;

/// <summary><c>ppu run</c>: any PPU program on the cycle model.</summary>
internal static class PpuRunCommand
{
    private static readonly Argument<FileInfo> Image = new("image") { Description = "ELF file, or raw image that starts at address 0." };
    private static readonly Option<long> MaxCycles = new("--max-cycles")
    {
        Description = "Give up after this many cycles.",
        DefaultValueFactory = _ => ProgramRunOptions.DefaultMaxCycles,
    };

    private static readonly Option<string> Preset = new("--preset") { Description = "Latencies: rtl or hicann-x.", DefaultValueFactory = _ => CorePreset.Rtl.Name };
    private static readonly EngineOption Engine = new();
    private static readonly Option<FileInfo?> Trace = new("--trace") { Description = "Write one line per instruction: cycle, address, word, mnemonic." };
    private static readonly Option<bool> Strict = new("--strict")
    {
        Description = "Stop at undefined encodings, misaligned vectors, reads of what nothing has written, accesses to nowhere.",
    };

    private static readonly Option<int?> Seed = new("--seed") { Description = "Fill registers and SRAM with random values first (the chip does not clear them)." };

    public static Command Create()
    {
        Preset.AcceptOnlyFromAmong([.. CorePreset.All.Select(preset => preset.Name)]);
        var command = new Command("run", "Run a program until it sleeps; prints mailbox text, cycles, stall causes.")
        {
            Image, MaxCycles, Preset, Engine, Trace, Strict, Seed,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var output = new CommandOutput(arguments);
        var limit = arguments.GetValue(MaxCycles);
        if (limit <= 0)
        {
            throw new CommandLineException($"--max-cycles is {limit}, expected a positive number");
        }

        var image = ImageFile.Read(arguments.GetValue(Image)!.FullName);
        using var trace = arguments.GetValue(Trace) is { } file ? new StreamWriter(file.FullName) : null;
        var result = ProgramRunner.Run(image, new ProgramRunOptions
        {
            Preset = CorePreset.All.Single(preset => preset.Name == arguments.GetValue(Preset)),
            MaxCycles = limit,
            Engine = Engine.Of(arguments),
            Strict = arguments.GetValue(Strict),
            Trace = trace,
            Seed = arguments.GetValue(Seed),
        });
        Print(output.Text, result);
        output.Result(result);
        return result.ExitReason == "asleep" ? ExitCode.Ok : ExitCode.FallsShort;
    }

    private static void Print(IAnsiConsole text, ProgramRunResult result)
    {
        if (result.MailboxText.Length > 0)
        {
            text.WriteLine(result.MailboxText.TrimEnd('\n'));
        }

        text.WriteLine($"exit: {result.ExitReason}{(result.Detail is null ? string.Empty : ": " + result.Detail)}");
        var table = new Table().AddColumn("what").AddColumn(new TableColumn("value").RightAligned());
        Row(table, "cycles", result.Cycles);
        Row(table, "instructions", result.Instructions);
        Row(table, "issues", result.Issues);
        foreach (var (cause, cycles) in result.Stalls.OrderByDescending(stall => stall.Value))
        {
            Row(table, "  stall: " + cause, cycles);
        }

        foreach (var (name, count) in result.Interrupts)
        {
            Row(table, "interrupts: " + name, count);
        }

        Row(table, "SRAM bytes touched", result.SramBytesTouched);
        Row(table, "stack bytes", result.StackBytes);
        if (result.ReturnCode is { } code)
        {
            Row(table, "return code", code);
        }

        text.Write(table);
    }

    private static void Row(Table table, string what, long value) => table.AddRow(what, value.ToString("N0", CultureInfo.InvariantCulture));
}
