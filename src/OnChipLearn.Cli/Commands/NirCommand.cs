using System.CommandLine;
using System.Globalization;
using OnChipLearn.Experiments.Interchange.Nir;
using OnChipLearn.Experiments.Training;
using Spectre.Console;

namespace OnChipLearn.Cli.Commands;

/// <summary><c>nir</c>: networks to and from the neuromorphic intermediate representation.</summary>
internal static class NirCommand
{
    private static readonly Option<double> TimeUnit = new("--time-unit-us")
    {
        Description = "Length of the network's unit of time (tau_s) in microseconds.",
        DefaultValueFactory = _ => 6,
        Recursive = true,
    };

    private static readonly Argument<string> RunFolder = new("RUN") { Description = "Run folder of train --engine float or in-the-loop." };
    private static readonly Argument<string> NirFile = new("FILE") { Description = "NIR file." };
    private static readonly Option<ulong> Seed = new("--seed") { Description = "Seed whose checkpoint to export.", DefaultValueFactory = _ => 0 };

    public static Command Create()
    {
        var export = new Command("export", "Write a trained network as a NIR file.") { RunFolder, NirFile, Seed };
        export.SetAction(Export);
        var show = new Command("show", "Read a NIR file and list its populations.") { NirFile };
        show.SetAction(Show);
        return new Command("nir", "Exchange networks with other tools (NIR, HDF5).") { TimeUnit, export, show };
    }

    private static int Export(ParseResult arguments)
    {
        var output = new CommandOutput(arguments);
        var file = arguments.GetValue(NirFile)!;
        var (network, populations) = TrainedNetworks.Read(arguments.GetValue(RunFolder)!, arguments.GetValue(Seed));
        NirWriter.Write(NirNetworks.ToGraph(network, populations, SecondsPerUnit(arguments)), file);
        output.Text.MarkupLineInterpolated($"{network.Neurons} neurons, {network.Weights.Length} synapses written to {file}");
        output.Result(new { file, neurons = network.Neurons, synapses = network.Weights.Length });
        return ExitCode.Ok;
    }

    private static int Show(ParseResult arguments)
    {
        var output = new CommandOutput(arguments);
        var unit = SecondsPerUnit(arguments);
        var (network, populations) = NirNetworks.ToNetwork(NirReader.Read(arguments.GetValue(NirFile)!), unit);
        var table = new Table().AddColumns("population", "neurons", "tau_m (units)", "tau_s (units)", "threshold");
        foreach (var population in populations)
        {
            var neuron = network.Parameters[population.First];
            table.AddRow(population.Name, $"{population.Count}", Text(neuron.MembraneTime), Text(neuron.SynapticTime), Text(neuron.Threshold));
        }

        output.Text.Write(table);
        output.Text.MarkupLineInterpolated($"{network.Inputs} inputs, {network.Neurons} neurons, {network.Weights.Length} synapses");
        output.Result(new { inputs = network.Inputs, neurons = network.Neurons, synapses = network.Weights.Length, populations });
        return ExitCode.Ok;
    }

    private static double SecondsPerUnit(ParseResult arguments)
    {
        var unit = arguments.GetValue(TimeUnit);
        return unit > 0 && double.IsFinite(unit) ? 1e-6 * unit : throw new CommandLineException($"--time-unit-us is {unit}, expected a number above 0");
    }

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
