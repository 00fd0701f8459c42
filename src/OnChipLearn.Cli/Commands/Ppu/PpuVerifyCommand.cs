using System.CommandLine;
using OnChipLearn.Experiments.Corpora;
using Spectre.Console;

namespace OnChipLearn.Cli.Commands.Ppu;

/// <summary><c>ppu verify</c>: runs a corpus measured on the RTL and prints every deviation.</summary>
internal static class PpuVerifyCommand
{
    private static readonly Argument<FileInfo> Corpus = new("corpus") { Description = "Corpus file: one JSON object per line, .jsonl or .jsonl.gz." };
    private static readonly EngineOption Engine = new();
    private static readonly Option<string?> Only = new("--only") { Description = "Run only programs whose name contains this text." };

    private static readonly Option<bool> Time = new("--time")
    {
        Description = "Then simulate the programs again without observer and print cycles per second of CPU time, by kind (fastest of several slices).",
    };

    public static Command Create()
    {
        var command = new Command("verify", "Run a corpus and compare cycles, issues, issue log, memory, I/O and sleep with what the RTL did.") { Corpus, Engine, Only, Time };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var output = new CommandOutput(arguments);
        var file = arguments.GetValue(Corpus)!.FullName;
        var only = arguments.GetValue(Only);
        var logs = CorpusReader.ReadIssueLogs(file);
        var engine = Engine.Of(arguments);
        var programs = 0;
        var deviations = new List<string>();
        var failed = 0;
        var timed = new List<CorpusProgram>();
        foreach (var program in CorpusReader.Read(file))
        {
            if (only is not null && !program.Name.Contains(only, StringComparison.Ordinal))
            {
                continue;
            }

            programs++;
            if (arguments.GetValue(Time))
            {
                timed.Add(program);
            }

            var found = CorpusVerifier.Verify(program, logs.GetValueOrDefault(program.Name), engine);
            failed += found.Count > 0 ? 1 : 0;
            foreach (var line in found)
            {
                output.Text.WriteLine(line);
                deviations.Add(line);
            }
        }

        if (programs == 0)
        {
            throw new CorpusException($"{file}: no program{(only is null ? string.Empty : $" whose name contains \"{only}\"")}");
        }

        output.Text.WriteLine($"{programs} programs, {deviations.Count} deviations in {failed} programs");
        var speeds = CorpusTiming.Measure(timed, engine);
        if (speeds.Count > 0)
        {
            output.Text.Write(CorpusTiming.Table(speeds));
        }

        output.Result(new { programs, deviations = deviations.Count, programsWithDeviations = failed, lines = deviations, speeds });
        return deviations.Count == 0 ? ExitCode.Ok : ExitCode.FallsShort;
    }
}
