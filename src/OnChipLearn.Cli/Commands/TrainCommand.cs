using System.CommandLine;
using System.Diagnostics;
using OnChipLearn.EventProp.Training;
using OnChipLearn.Experiments.Training;
using Spectre.Console;

namespace OnChipLearn.Cli.Commands;

/// <summary><c>train</c>: trains the Yin-Yang network with one of the engines and writes a run folder.</summary>
internal static class TrainCommand
{
    private static readonly TrainingRequest Defaults = new();

    private static readonly Option<string> Engine = new("--engine")
    {
        Description = "How to train: " + string.Join("; ", TrainingEngines.All.Select(engine => $"{engine.Name} ({engine.Description})")),
        DefaultValueFactory = _ => Defaults.Engine,
    };

    private static readonly Option<int> Hidden = Number("--hidden", "Hidden neurons.", Defaults.Hidden);
    private static readonly Option<int?> Epochs = new("--epochs") { Description = "Epochs per seed (default: " + string.Join(", ", TrainingEngines.All.Select(engine => $"{engine.Name} {engine.DefaultEpochs}")) + ")." };

    private static readonly Option<string> Chip = new("--chip")
    {
        Description = "Chip of the engines that have one: ideal, typical, harsh (one instance per seed), or a chip instance file.",
        DefaultValueFactory = _ => Defaults.Chip,
    };

    private static readonly Option<string> SpikePath = new("--spike-path")
    {
        Description = "How spikes reach the processors: fpga-dram or event-fifo.",
        DefaultValueFactory = _ => Defaults.SpikePath,
    };

    private static readonly Option<ulong> Seed = new("--seed") { Description = "First seed.", DefaultValueFactory = _ => 0 };
    private static readonly Option<int> Seeds = Number("--seeds", "Number of seeds, counted from --seed.", 1);
    private static readonly Option<int> Threads = Number("--threads", "Seeds trained at the same time; changes no result.", 1);
    private static readonly Option<int> Batch = Number("--batch", "Samples per weight update.", Defaults.Settings.BatchSize);
    private static readonly Option<double> Rate = Real("--learning-rate", "Learning rate of the first epoch.", Defaults.Settings.LearningRate);
    private static readonly Option<double> Decay = Real("--decay", "Factor on the learning rate per epoch.", Defaults.Settings.LearningRateDecay);
    private static readonly Option<double> Clip = Real("--clip", "Bound of each gradient element, 0 for none.", Defaults.Settings.GradientClip);
    private static readonly Option<double> Raise = Real("--raise-silent", "Added to weights into silent neurons.", Defaults.Settings.SilentRaise);

    private static readonly Option<OptimizerKind> Optimizer = new("--optimizer")
    {
        Description = "Optimizer.",
        DefaultValueFactory = _ => Defaults.Settings.Optimizer,
    };

    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "Option of the engine as name=value; may be repeated. --engine-options lists them.",
    };

    private static readonly Option<bool> EngineOptions = new("--engine-options") { Description = "List the options of the engine and stop." };

    private static readonly Option<string> Data = new("--data")
    {
        Description = "Folder with the six Yin-Yang arrays.",
        DefaultValueFactory = _ => TrainingRequest.DefaultDataFolder,
    };

    private static readonly Option<string?> EnergyTable = new("--energy-table") { Description = "Energy table of engine on-chip instead of the default (see board energy-table)." };
    private static readonly Option<string?> Out = new("--out") { Description = "Run folder. Default: runs/ENGINE-5-HIDDEN-3-seed-SEED." };
    private static readonly Option<string?> Resume = new("--resume") { Description = "Run folder whose checkpoints to continue from." };

    private static readonly Option<double?> Require = new("--require")
    {
        Description = "Test accuracy (0..1) below which the exit code is 1.",
    };

    public static Command Create()
    {
        var command = new Command("train", "Train the Yin-Yang network; writes metrics, plots and checkpoints into a run folder.")
        {
            Engine, Chip, SpikePath, Hidden, Epochs, Seed, Seeds, Threads, Optimizer, Batch, Rate, Decay, Clip, Raise, Set, EngineOptions, EnergyTable, Data, Out, Resume, Require,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var output = new CommandOutput(arguments);
        var request = Request(arguments);
        if (arguments.GetValue(EngineOptions))
        {
            ListOptions(TrainingEngines.Find(request), output);
            return ExitCode.Ok;
        }

        var first = arguments.GetValue(Seed);
        ulong[] seeds = [.. Enumerable.Range(0, Math.Max(0, arguments.GetValue(Seeds))).Select(i => first + (ulong)i)];
        var resume = arguments.GetValue(Resume);
        var clock = Stopwatch.StartNew();
        var (result, runs) = TrainingProgress.Show(output, request.Epochs * seeds.Length, step => new TrainingExperiment(request).Run(
            seeds, arguments.GetValue(Threads), step, seed => resume is null ? null : TrainingRunFolder.ReadCheckpoint(resume, seed)));
        var summary = TrainingSummary.Of(result, clock.Elapsed.TotalSeconds);

        var folder = new TrainingRunFolder(arguments.GetValue(Out) ?? Path.Combine("runs", $"{request.Engine}-5-{request.Hidden}-3-seed-{first}"));
        folder.Write(result, runs, summary);
        TrainingTables.Show(output, result, summary, folder.FullPath);
        output.Result(summary);
        return arguments.GetValue(Require) is { } bar && !(result.TestAccuracy >= bar) ? ExitCode.FallsShort : ExitCode.Ok;
    }

    private static TrainingRequest Request(ParseResult arguments) => new()
    {
        Engine = arguments.GetValue(Engine)!,
        Chip = arguments.GetValue(Chip)!,
        SpikePath = arguments.GetValue(SpikePath)!,
        EnergyTable = arguments.GetValue(EnergyTable),
        DataFolder = arguments.GetValue(Data)!,
        Epochs = arguments.GetValue(Epochs) ?? TrainingEngines.Named(arguments.GetValue(Engine)!).DefaultEpochs,
        Hidden = arguments.GetValue(Hidden),
        Settings = new TrainingSettings
        {
            BatchSize = arguments.GetValue(Batch),
            Optimizer = arguments.GetValue(Optimizer),
            LearningRate = arguments.GetValue(Rate),
            LearningRateDecay = arguments.GetValue(Decay),
            GradientClip = arguments.GetValue(Clip),
            SilentRaise = arguments.GetValue(Raise),
        },
        EngineOptions = NamedValues.Parse("--set", arguments.GetValue(Set) ?? []),
    };

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

    private static Option<int> Number(string name, string description, int value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };

    private static Option<double> Real(string name, string description, double value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };
}
