using System.CommandLine;
using OnChipLearn.Experiments.Emulation;
using OnChipLearn.Experiments.Plots;
using Spectre.Console;

namespace OnChipLearn.Cli.Commands.Chip;

/// <summary><c>chip emulate</c>: one emulation of a small network, with spikes, traces and a plot.</summary>
internal static class ChipEmulateCommand
{
    private static readonly Argument<FileInfo> StimulusArgument = new("stimulus") { Description = "JSON file with weights, events and neurons to record." };
    private static readonly ChipOptions Chip = new();
    private static readonly Option<DirectoryInfo> Out = new("--out")
    {
        Description = "Folder for spikes.csv, traces.csv and raster.png.",
        DefaultValueFactory = _ => new DirectoryInfo("runs/emulation"),
    };

    public static Command Create()
    {
        var command = new Command("emulate", "Run a network once and write spikes, membrane traces and a raster plot.") { StimulusArgument, Out };
        Chip.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var output = new CommandOutput(arguments);
        var chip = Chip.Read(arguments);
        var file = arguments.GetValue(StimulusArgument)!;
        var stimulus = StimulusFile.Read(File.ReadAllText(file.FullName), file.Name);
        var result = Emulation.Run(chip, stimulus);
        var folder = arguments.GetValue(Out)!;
        folder.Create();
        var spikes = Path.Combine(folder.FullName, "spikes.csv");
        var traces = Path.Combine(folder.FullName, "traces.csv");
        var raster = Path.Combine(folder.FullName, "raster.png");
        result.WriteSpikes(spikes);
        result.WriteTraces(traces, stimulus.Traces);
        EmulationPlot.Save(raster, result, stimulus, $"{file.Name} on a chip of preset {chip.Preset.ToString().ToLowerInvariant()}, seed {chip.Seed}");
        var hidden = result.Spikes.Count(s => s.Layer == "hidden");
        var outputs = result.Spikes.Count - hidden;
        output.Text.MarkupLineInterpolated($"{stimulus.Events.Length} input events, {hidden} hidden spikes, {outputs} output spikes in {stimulus.DurationUs} us");
        output.Text.MarkupLineInterpolated($"wrote {spikes}, {traces}, {raster}");
        output.Result(new { inputEvents = stimulus.Events.Length, hiddenSpikes = hidden, outputSpikes = outputs, durationUs = stimulus.DurationUs, spikesFile = spikes, tracesFile = traces, plotFile = raster });
        return ExitCode.Ok;
    }
}
