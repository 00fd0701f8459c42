using System.CommandLine;
using System.Globalization;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.Experiments.Budget;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Experiments.Training;
using Spectre.Console;

namespace OnChipLearn.Cli.Commands;

/// <summary><c>budget</c>: bytes and cycles that a network would need, against what the chip has.</summary>
internal static class BudgetCommand
{
    private static readonly NetworkDemand Defaults = new();

    private static readonly Option<string> Rule = new("--rule")
    {
        Description = "Learning rule: " + string.Join("; ", FirmwareRules.All.Select(rule => $"{rule.Name} ({rule.Description})")) + ".",
        DefaultValueFactory = _ => Defaults.Rule,
    };

    private static readonly Option<int> Inputs = Number("--inputs", "Input channels.", Defaults.Inputs);
    private static readonly Option<int?> Hidden = new("--hidden") { Description = $"Hidden neurons (default: as train)." };
    private static readonly Option<int> Outputs = Number("--outputs", "Output neurons.", Defaults.Outputs);
    private static readonly Option<int> Duplication = Number("--duplication", "Signed rows per input.", Defaults.Duplication);
    private static readonly Option<int?> Recurrent = new("--recurrent") { Description = "Hidden neurons with recurrent synapses (rule event-replay)." };
    private static readonly Option<double?> Spikes = new("--spikes") { Description = "Spikes of hidden and output neurons per sample (default: those of --samples)." };
    private static readonly Option<ulong> Seed = new("--seed") { Description = "Seed of chip and weights: spikes of rule event-replay depend on them.", DefaultValueFactory = _ => Defaults.Seed };
    private static readonly Option<int> Samples = Number("--samples", "First training samples of a run that the cycles are the mean of; learning changes the spikes of rule event-replay.", Defaults.Samples);
    private static readonly Option<int> Batch = Number("--batch", "Samples per weight update.", Defaults.Batch);
    private static readonly Option<string> Optimizer = new("--optimizer") { Description = $"{NetworkDemand.Adaptive} or {NetworkDemand.Momentum}.", DefaultValueFactory = _ => Defaults.Optimizer };
    private static readonly Option<string> SpikePath = new("--spike-path") { Description = "How spikes reach the processors: fpga-dram or event-fifo.", DefaultValueFactory = _ => Defaults.SpikePath };
    private static readonly Option<string> Data = new("--data") { Description = "Folder with the six Yin-Yang arrays.", DefaultValueFactory = _ => TrainingRequest.DefaultDataFolder };

    public static Command Create()
    {
        var command = new Command("budget", "Predict bytes and cycles of a network against what the chip has; cycle coefficients are measured on the cycle model.")
        {
            Rule, Inputs, Hidden, Outputs, Duplication, Recurrent, Spikes, Seed, Samples, Batch, Optimizer, SpikePath, Data,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var output = new CommandOutput(arguments);
        var rule = FirmwareRules.Named(arguments.GetValue(Rule)!).Name;
        var demand = new NetworkDemand
        {
            Rule = rule,
            Inputs = arguments.GetValue(Inputs),
            Outputs = arguments.GetValue(Outputs),
            Duplication = arguments.GetValue(Duplication),
            Recurrent = arguments.GetValue(Recurrent),
            SpikesPerSample = arguments.GetValue(Spikes),
            Seed = arguments.GetValue(Seed),
            Samples = arguments.GetValue(Samples),
            Batch = arguments.GetValue(Batch),
            Optimizer = arguments.GetValue(Optimizer)!,
            SpikePath = arguments.GetValue(SpikePath)!,
        };
        demand.Validate();
        demand = demand with { Hidden = arguments.GetValue(Hidden) ?? FirmwareRules.Named(rule).DefaultHidden };
        var budget = NetworkBudget.Of(demand, YinYang.Load(arguments.GetValue(Data)!, new LatencyEncoding()));
        Show(output, budget);
        output.Result(new
        {
            demand = budget.Demand,
            budget.Fits,
            budget.LargestHidden,
            budget.SramBytes,
            budget.SramSize,
            budget.Limits,
            budget.SpikesPerSample,
            budget.LearningCyclesPerSample,
            budget.TrainingSamplesPerSecond,
            cyclesPerSample = budget.Phases is { } phases ? new { top = phases[0], bottom = phases[1] } : null,
        });
        return budget.Fits ? ExitCode.Ok : ExitCode.FallsShort;
    }

    private static void Show(CommandOutput output, NetworkBudget budget)
    {
        var demand = budget.Demand;
        var table = new Table()
            .Title($"{demand.Rule}, {demand.Inputs}-{demand.Hidden}-{demand.Outputs}, {demand.Duplication} rows per input, batch {demand.Batch}, {demand.Optimizer}, {demand.SpikePath}")
            .AddColumns("resource", "needed", "available", "");
        foreach (var limit in budget.Limits)
        {
            table.AddRow(limit.Resource, $"{limit.Needed}", (limit.Exact ? "exactly " : "") + limit.Available, limit.Holds ? "" : "does not fit");
        }

        output.Text.Write(table);
        output.Text.WriteLine(budget.LargestHidden == 0
            ? "no number of hidden neurons would fit"
            : $"largest network that fits: {demand.Inputs}-{budget.LargestHidden}-{demand.Outputs}");
        if (budget.Phases is not { } phases)
        {
            return;
        }

        var cycles = new Table().Title(string.Create(CultureInfo.InvariantCulture, $"cycles per training sample, {budget.SpikesPerSample:F1} spikes per sample"))
            .AddColumns("phase", "top", "bottom");
        void Row(string name, Func<SamplePhases, double> phase) => cycles.AddRow(
            name, phase(phases[0]).ToString("F0", CultureInfo.InvariantCulture), phase(phases[1]).ToString("F0", CultureInfo.InvariantCulture));
        Row("acquire", static p => p.Acquire);
        Row("decode", static p => p.Decode);
        Row("backward", static p => p.Backward);
        Row("barrier", static p => p.Barrier);
        Row("update", static p => p.Update);
        Row("write", static p => p.Write);
        Row("learning", static p => p.Learning);
        Row("wait", static p => p.Wait);
        output.Text.Write(cycles);
        output.Text.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{budget.TrainingSamplesPerSecond:F0} training samples per second of chip time");
    }

    private static Option<int> Number(string name, string description, int value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };
}
