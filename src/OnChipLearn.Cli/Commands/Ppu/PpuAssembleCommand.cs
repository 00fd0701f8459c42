using System.CommandLine;
using System.CommandLine.Parsing;
using OnChipLearn.Experiments.Programs;
using PpuSim.Image;
using PpuSim.Image.Elf;
using PpuSim.Isa.Assembly;
using Spectre.Console;

namespace OnChipLearn.Cli.Commands.Ppu;

/// <summary><c>ppu asm</c>: sources to an ELF file or a raw image.</summary>
internal static class PpuAssembleCommand
{
    private static readonly Argument<string[]> Sources = new("SOURCE")
    {
        Description = "Assembler sources in GNU as syntax; several are linked in this order.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> Output = new("--output", "-o") { Description = "File to write (default: the first source with .elf or .raw)." };

    private static readonly Option<bool> Raw = new("--raw") { Description = "Write the bytes of memory from the first address on instead of an ELF file." };

    private static readonly Option<uint> CodeAddress = new("--code-address")
    {
        Description = "Address of the code (default 0, where the core starts).",
        CustomParser = NumberOption.Parse,
    };

    private static readonly Option<uint?> DataAddress = new("--data-address")
    {
        Description = "Address of constants and variables (default: behind the code).",
        CustomParser = result => NumberOption.Parse(result),
    };

    private static readonly Option<KeyValuePair<string, uint>[]> Symbols = new("--define", "-D")
    {
        Description = "NAME=VALUE: a symbol from outside, such as the top of the stack.",
        CustomParser = ParseSymbols,
        DefaultValueFactory = _ => [],
    };

    public static Command Create()
    {
        var command = new Command("asm", "Assemble a PPU program.") { Sources, Output, Raw, CodeAddress, DataAddress, Symbols };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var sources = arguments.GetRequiredValue(Sources);
        var raw = arguments.GetValue(Raw);
        var file = arguments.GetValue(Output) ?? Path.ChangeExtension(sources[0], raw ? ".raw" : ".elf");
        AssembledProgram program;
        try
        {
            program = Assemble(arguments, sources);
        }
        catch (AssemblyException exception)
        {
            // One line per error: a programmer wants them all at once.
            foreach (var error in exception.Errors)
            {
                Console.Error.WriteLine($"error: {error}");
            }

            return ExitCode.BadInput;
        }

        foreach (var warning in program.Warnings)
        {
            Console.Error.WriteLine($"warning: {warning}");
        }

        var image = program.ToImage(sources[0]);
        LoadableMemory.Require(image);
        File.WriteAllBytes(file, raw ? RawImage.Write(image) : ElfImageWriter.Write(image));
        Report(new CommandOutput(arguments), image, file);
        return ExitCode.Ok;
    }

    private static AssembledProgram Assemble(ParseResult arguments, string[] sources) => Assembler.Assemble(
        sources.Select(source => new SourceText(source, File.ReadAllText(source))).ToArray(),
        new AssemblerOptions
        {
            CodeAddress = arguments.GetValue(CodeAddress),
            DataAddress = arguments.GetValue(DataAddress),
            Symbols = arguments.GetRequiredValue(Symbols).DistinctBy(symbol => symbol.Key).ToDictionary(),
        });

    private static KeyValuePair<string, uint>[] ParseSymbols(ArgumentResult result)
    {
        var symbols = new List<KeyValuePair<string, uint>>();
        foreach (var token in result.Tokens)
        {
            var parts = token.Value.Split('=');
            if (parts.Length != 2 || parts[0].Length == 0 || !NumberOption.TryParse(parts[1], out var value))
            {
                result.AddError($"'{token.Value}' is not a definition: expected NAME=VALUE with a 32-bit number");
                return [];
            }

            symbols.Add(new(parts[0], value));
        }

        return [.. symbols];
    }

    private static void Report(CommandOutput output, ProgramImage image, string file)
    {
        var sections = image.Segments.Select(segment => new { segment.Name, segment.Address, Bytes = segment.Length }).ToArray();
        var table = new Table().AddColumn("section").AddColumn(new TableColumn("address").RightAligned()).AddColumn(new TableColumn("bytes").RightAligned());
        foreach (var section in sections)
        {
            table.AddRow(Markup.Escape(section.Name), $"0x{section.Address:x}", $"{section.Bytes}");
        }

        output.Text.Write(table);
        output.Text.WriteLine($"wrote {file}");
        output.Result(new { Output = file, image.Entry, Sections = sections, Symbols = image.Symbols.All.Count });
    }
}
