using System.CommandLine;
using System.Diagnostics;
using OnChipLearn.Experiments.Training;
using Spectre.Console;

namespace OnChipLearn.Cli.Commands;

/// <summary><c>train</c>: trains the Yin-Yang network with one of the engines and writes a run folder.</summary>
internal static class TrainCommand
{
    private static readonly Option<int> Threads = TrainOptions.Number("--threads", "Seeds trained at the same time; changes no result.", 1);
    private static readonly Option<bool> EngineOptions = new("--engine-options") { Description = "List the options of the engine and stop." };
    private static readonly Option<string?> Out = new("--out") { Description = "Run folder. Default: that of --resume, else runs/ENGINE-5-HIDDEN-3-seed-SEED." };

    private static readonly Option<string?> Resume = new("--resume")
    {
        Description = "Run folder to continue: configuration from its manifest, state from its checkpoints (one per seed, written after every epoch).",
    };

    private static readonly Option<string?> Manifest = new("--manifest") { Description = "Manifest of a run to repeat; options that are given replace what it says." };

    private static readonly Option<double?> Require = new("--require")
    {
        Description = "Test accuracy (0..1) below which the exit code is 1.",
    };

    public static Command Create()
    {
        var command = new Command("train", "Train the Yin-Yang network; writes metrics, plots and checkpoints into a run folder.")
        {
            Threads, EngineOptions, Out, Resume, Manifest, Require,
        };
        foreach (var option in TrainOptions.All)
        {
            command.Options.Add(option);
        }

        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var output = new CommandOutput(arguments);
        var resume = arguments.GetValue(Resume);
        var manifest = ReadManifest(arguments.GetValue(Manifest), resume);
        var request = TrainOptions.Request(arguments, manifest);
        if (arguments.GetValue(EngineOptions))
        {
            ListOptions(TrainingEngines.Find(request), output);
            return ExitCode.Ok;
        }

        var seeds = TrainOptions.SeedsOf(arguments, manifest);
        var clock = Stopwatch.StartNew();
        var experiment = new TrainingExperiment(request, seeds, resume);
        var folder = new TrainingRunFolder(arguments.GetValue(Out) ?? resume ?? Path.Combine("runs", $"{request.Engine}-5-{request.Hidden}-3-seed-{seeds[0]}"));
        folder.Begin(TrainingManifest.Of(request, seeds, experiment.Runs));
        var result = TrainingProgress.Show(output, request.Epochs, seeds.Length, step => experiment.Run(arguments.GetValue(Threads), (seed, epoch, state) =>
        {
            folder.Keep(seed, state());
            step(seed, epoch);
        }));

        var summary = TrainingSummary.Of(result);
        folder.Write(result, experiment.Runs, summary);
        summary = summary with { WallSeconds = clock.Elapsed.TotalSeconds };
        TrainingTables.Show(output, result, summary, folder.FullPath);
        output.Result(summary);
        return arguments.GetValue(Require) is { } bar && !(result.TestAccuracy >= bar) ? ExitCode.FallsShort : ExitCode.Ok;
    }

    // A folder without a manifest has no checkpoints either, which is what the message should say.
    private static TrainingManifest? ReadManifest(string? file, string? resume) =>
        file is not null ? TrainingManifest.Read(file)
        : resume is not null && File.Exists(TrainingRunFolder.ManifestFile(resume)) ? TrainingManifest.Read(TrainingRunFolder.ManifestFile(resume))
        : null;

    private static void ListOptions(ITrainingEngine engine, CommandOutput output)
    {
        var table = new Table().Title($"options of {engine.Name}").AddColumns("option", "default", "meaning");
        foreach (var option in engine.Options)
        {
            table.AddRow(option.Name, $"{option.Default}", option.Description);
        }

        output.Text.Write(table);
        output.Result(new { engine = engine.Name, options = engine.Options });
    }
}
