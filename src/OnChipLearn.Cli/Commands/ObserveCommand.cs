using System.CommandLine;
using System.Globalization;
using OnChipLearn.Experiments.Observation;
using OnChipLearn.Experiments.Training;
using Spectre.Console;

namespace OnChipLearn.Cli.Commands;

/// <summary><c>observe</c>: bits that have to be observed per training sample, EventProp against surrogate gradients.</summary>
internal static class ObserveCommand
{
    private static readonly Option<int> Epochs = Number("--epochs", "Epochs per network.", 60);
    private static readonly Option<int> Hidden = Number("--hidden", "Hidden neurons.", 120);
    private static readonly Option<int> Seeds = Number("--seeds", "Number of seeds, counted from --seed.", 1);
    private static readonly Option<int> Threads = Number("--threads", "Seeds trained at the same time; changes no result.", 1);
    private static readonly Option<ulong> Seed = new("--seed") { Description = "First seed.", DefaultValueFactory = _ => 0 };

    private static readonly Option<string> Data = new("--data")
    {
        Description = "Folder with the six Yin-Yang arrays.",
        DefaultValueFactory = _ => TrainingRequest.DefaultDataFolder,
    };

    public static Command Create()
    {
        var command = new Command("observe", "Bits observed per training sample: spike records of EventProp against membrane samples of surrogate gradients.")
        {
            Epochs, Hidden, Seed, Seeds, Threads, Data,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var output = new CommandOutput(arguments);
        ulong[] seeds = [.. Enumerable.Range(0, Math.Max(0, arguments.GetValue(Seeds))).Select(i => arguments.GetValue(Seed) + (ulong)i)];
        var result = new ObservationComparison(
                arguments.GetValue(Epochs), arguments.GetValue(Hidden), seeds, arguments.GetValue(Threads), arguments.GetValue(Data)!)
            .Run(name => output.Text.MarkupLineInterpolated($"training {name}"));

        var surrogate = new Table().Title("surrogate gradient").AddColumns("samples per neuron", "test (%)", "bits per sample");
        foreach (var row in result.Surrogate)
        {
            surrogate.AddRow($"{row.SamplesPerNeuron}", Text(100 * row.TestAccuracy), Text(row.BitsPerSample));
        }

        var pairs = new Table().Title("EventProp and the cheapest surrogate of equal accuracy")
            .AddColumns("EventProp network", "spikes per neuron", "test (%)", "bits per sample", "surrogate samples", "test (%)", "bits per sample", "ratio");
        foreach (var (eventProp, partner, ratio) in result.Pairs)
        {
            pairs.AddRow(
                eventProp.Network, Text(eventProp.SpikesPerNeuron), Text(100 * eventProp.TestAccuracy), Text(eventProp.BitsPerSample),
                $"{partner.SamplesPerNeuron}", Text(100 * partner.TestAccuracy), Text(partner.BitsPerSample), Text(ratio));
        }

        output.Text.Write(surrogate);
        output.Text.Write(pairs);
        output.Result(result);
        return ExitCode.Ok;
    }

    private static string Text(double value) => value.ToString("F2", CultureInfo.InvariantCulture);

    private static Option<int> Number(string name, string description, int value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };
}
