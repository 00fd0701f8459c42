using System.CommandLine;
using OnChipLearn.EventProp.Training;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Experiments.Training;

namespace OnChipLearn.Cli.Commands;

/// <summary>The options of <c>train</c> that say what is trained. An option that is not given keeps what a manifest says, or the default.</summary>
internal static class TrainOptions
{
    private static readonly TrainingRequest Defaults = new();

    private static readonly Option<string> Engine = new("--engine")
    {
        Description = "How to train: " + string.Join("; ", TrainingEngines.All.Select(engine => $"{engine.Name} ({engine.Description})")),
        DefaultValueFactory = _ => Defaults.Engine,
    };

    private static readonly Option<int> Hidden = Number("--hidden", "Hidden neurons (default: " + string.Join(", ", FirmwareRules.All.Select(rule => $"{rule.Name} {rule.DefaultHidden}")) + ").", Defaults.Hidden);
    private static readonly Option<int?> Epochs = new("--epochs") { Description = "Epochs per seed (default: " + string.Join(", ", TrainingEngines.All.Select(engine => $"{engine.Name} {engine.DefaultEpochs}")) + ")." };

    private static readonly Option<string> Chip = new("--chip")
    {
        Description = "Chip of the engines that have one: ideal, typical, harsh (one instance per seed), or a chip instance file.",
        DefaultValueFactory = _ => Defaults.Chip,
    };

    private static readonly Option<string> Rule = new("--rule")
    {
        Description = "Rule of the firmware engines and of in-the-loop: " + string.Join("; ", FirmwareRules.All.Select(rule => $"{rule.Name} ({rule.Description})")) + ".",
        DefaultValueFactory = _ => Defaults.Rule,
    };

    private static readonly Option<string> SpikePath = new("--spike-path")
    {
        Description = "How spikes reach the processors: fpga-dram or event-fifo.",
        DefaultValueFactory = _ => Defaults.SpikePath,
    };

    private static readonly Option<ulong> Seed = new("--seed") { Description = "First seed.", DefaultValueFactory = _ => 0 };
    private static readonly Option<int> Seeds = Number("--seeds", "Number of seeds, counted from --seed.", 1);
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

    private static readonly Option<string> Data = new("--data")
    {
        Description = "Folder with the six Yin-Yang arrays.",
        DefaultValueFactory = _ => TrainingRequest.DefaultDataFolder,
    };

    private static readonly Option<string?> EnergyTable = new("--energy-table") { Description = "Energy table of engine on-chip instead of the default (see board energy-table)." };

    /// <summary>All of them, in the order of the help text.</summary>
    public static IReadOnlyList<Option> All { get; } =
        [Engine, Rule, Chip, SpikePath, Hidden, Epochs, Seed, Seeds, Optimizer, Batch, Rate, Decay, Clip, Raise, Set, EnergyTable, Data];

    /// <summary>The request: what the options say, then what the manifest says, then the defaults.</summary>
    public static TrainingRequest Request(ParseResult arguments, TrainingManifest? manifest)
    {
        var known = manifest?.Request ?? Defaults;
        var engine = Value(arguments, Engine, known.Engine);
        var rule = Value(arguments, Rule, known.Rule);
        return known with
        {
            Engine = engine,
            Rule = rule,
            Chip = Value(arguments, Chip, known.Chip),
            SpikePath = Value(arguments, SpikePath, known.SpikePath),
            EnergyTable = Value(arguments, EnergyTable, known.EnergyTable),
            DataFolder = Value(arguments, Data, known.DataFolder),
            Epochs = arguments.GetValue(Epochs) ?? manifest?.Request.Epochs ?? TrainingEngines.Named(engine).DefaultEpochs,
            Hidden = Value(arguments, Hidden, manifest?.Request.Hidden ?? FirmwareRules.Named(rule).DefaultHidden),
            Settings = known.Settings with
            {
                BatchSize = Value(arguments, Batch, known.Settings.BatchSize),
                Optimizer = Value(arguments, Optimizer, known.Settings.Optimizer),
                LearningRate = Value(arguments, Rate, known.Settings.LearningRate),
                LearningRateDecay = Value(arguments, Decay, known.Settings.LearningRateDecay),
                GradientClip = Value(arguments, Clip, known.Settings.GradientClip),
                SilentRaise = Value(arguments, Raise, known.Settings.SilentRaise),
            },
            EngineOptions = IsGiven(arguments, Set) ? NamedValues.Parse("--set", arguments.GetValue(Set) ?? []) : known.EngineOptions,
        };
    }

    /// <summary>The seeds, by the same rule.</summary>
    public static ulong[] SeedsOf(ParseResult arguments, TrainingManifest? manifest)
    {
        if (manifest is not null && !IsGiven(arguments, Seed) && !IsGiven(arguments, Seeds))
        {
            return [.. manifest.Seeds];
        }

        var first = arguments.GetValue(Seed);
        return [.. Enumerable.Range(0, Math.Max(0, arguments.GetValue(Seeds))).Select(i => first + (ulong)i)];
    }

    public static Option<int> Number(string name, string description, int value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };

    private static Option<double> Real(string name, string description, double value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };

    private static T Value<T>(ParseResult arguments, Option<T> option, T known) => IsGiven(arguments, option) ? arguments.GetValue(option)! : known;

    private static bool IsGiven(ParseResult arguments, Option option) => arguments.GetResult(option) is { Implicit: false };
}
