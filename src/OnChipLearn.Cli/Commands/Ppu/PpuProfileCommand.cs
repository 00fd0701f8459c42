using System.CommandLine;
using System.Globalization;
using OnChipLearn.Experiments.Programs;
using PpuSim.Image;
using PpuSim.Profiling;
using PpuSim.Profiling.Export;
using PpuSim.Timing;

namespace OnChipLearn.Cli.Commands.Ppu;

/// <summary><c>ppu profile</c>: where the cycles of a program went.</summary>
internal static class PpuProfileCommand
{
    private const string TableFormat = "table";
    private const string JsonFormat = "json";
    private const int RowsOfSummary = 20;
    private static readonly ProfileView[] Summary = [ProfileView.Stall, ProfileView.Function, ProfileView.Line, ProfileView.Opcode, ProfileView.Instruction];

    private static readonly Argument<FileInfo> Image = new("image") { Description = "ELF file, or raw image that starts at address 0." };
    private static readonly Option<string> Format = new("--format")
    {
        Description = "How to write it: " + string.Join(", ", ProfileExporters.All.Select(exporter => exporter.Format)) + ".",
        DefaultValueFactory = _ => TableFormat,
    };

    private static readonly Option<ProfileView?> By = new("--by")
    {
        Description = "Which table (table and csv): function, line, instruction, opcode or stall. Default: a summary as tables; functions as csv.",
    };

    private static readonly Option<FileInfo?> Output = new("--output", "-o") { Description = "File to write instead of standard output." };
    private static readonly Option<long> MaxCycles = new("--max-cycles")
    {
        Description = "Give up after this many cycles.",
        DefaultValueFactory = _ => ProgramRunOptions.DefaultMaxCycles,
    };

    private static readonly Option<string> Preset = new("--preset") { Description = "Latencies: rtl or hicann-x.", DefaultValueFactory = _ => CorePreset.Rtl.Name };
    private static readonly Option<int?> Seed = new("--seed") { Description = "Fill registers and SRAM with random values first (the chip does not clear them)." };

    public static Command Create()
    {
        Preset.AcceptOnlyFromAmong([.. CorePreset.All.Select(preset => preset.Name)]);
        Format.AcceptOnlyFromAmong([.. ProfileExporters.All.Select(exporter => exporter.Format)]);
        var command = new Command("profile", "Run a program and show where its cycles went: functions, source lines, instructions, opcodes, stall causes.")
        {
            Image, Format, By, Output, MaxCycles, Preset, Seed,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var limit = arguments.GetValue(MaxCycles);
        if (limit <= 0)
        {
            throw new CommandLineException($"--max-cycles is {limit}, expected a positive number");
        }

        var result = ProgramProfiler.Run(ImageFile.Read(arguments.GetValue(Image)!.FullName), new ProgramRunOptions
        {
            Preset = CorePreset.All.Single(preset => preset.Name == arguments.GetValue(Preset)),
            MaxCycles = limit,
            Seed = arguments.GetValue(Seed),
        });
        var format = arguments.GetValue(CommandLine.Json) ? JsonFormat : arguments.GetValue(Format)!;
        if (arguments.GetValue(Output) is { } file)
        {
            using var writer = new StreamWriter(file.FullName);
            Write(result, format, arguments.GetValue(By), writer);
        }
        else
        {
            Write(result, format, arguments.GetValue(By), Console.Out);
        }

        if (result.Run.Detail is { } detail)
        {
            Console.Error.WriteLine("note: " + detail);
        }

        return result.Run.ExitReason == "asleep" ? ExitCode.Ok : ExitCode.FallsShort;
    }

    private static void Write(ProgramProfile result, string format, ProfileView? view, TextWriter writer)
    {
        var exporter = ProfileExporters.All.Single(e => e.Format == format);
        if (format == TableFormat && view is null)
        {
            WriteSummary(result, exporter, writer);
        }
        else
        {
            exporter.Write(result.Profile, view ?? ProfileView.Function, writer);
        }
    }

    private static void WriteSummary(ProgramProfile result, IProfileExporter exporter, TextWriter writer)
    {
        var (run, profile) = (result.Run, result.Profile);
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{run.Image}: {run.ExitReason}, {run.Cycles} cycles, {run.Instructions} instructions, {run.Issues} issues"));
        var most = profile with
        {
            Functions = [.. profile.Functions.Take(RowsOfSummary)],
            Lines = [.. profile.Lines.Take(RowsOfSummary)],
            Instructions = [.. profile.Instructions.OrderByDescending(instruction => instruction.Counts.Cycles).Take(RowsOfSummary)],
            Opcodes = [.. profile.Opcodes.Take(RowsOfSummary)],
        };
        foreach (var view in Summary)
        {
            if (view != ProfileView.Line || profile.Lines.Count > 0)
            {
                writer.WriteLine();
                exporter.Write(most, view, writer);
            }
        }
    }
}
