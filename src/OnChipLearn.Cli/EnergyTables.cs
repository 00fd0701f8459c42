using System.Globalization;
using OnChipLearn.Board.Energy;
using OnChipLearn.Experiments.Energy;
using OnChipLearn.Experiments.Training;
using Spectre.Console;

namespace OnChipLearn.Cli;

/// <summary>What a sample cost in a training on the chip, beside the published figures.</summary>
internal static class EnergyTables
{
    private const double Nano = 1e-9;
    private const double Micro = 1e-6;
    private const double Milli = 1e-3;

    public static void Show(IAnsiConsole text, SeedResult seed)
    {
        if (seed.Costs.Energy is not { TrainingSample: { } training, Inference: { } inference, Learning: { } learning } energy)
        {
            return;
        }

        text.Write(Consumers(training, inference, learning, energy.Run.Table));
        text.Write(Rails(training, inference, learning));
        text.Write(Published(training, inference, learning));
    }

    private static Table Consumers(SampleEnergy training, SampleEnergy inference, SampleEnergy learning, string source)
    {
        var table = new Table().Title($"energy per sample by consumer, nJ ({Markup.Escape(source)})").AddColumns("consumer", "evidence");
        foreach (var column in new[] { "training sample", "inference", "learning (work)", "+-" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var share in training.Consumers)
        {
            var extra = Of(learning, share.Consumer);
            table.AddRow(
                share.Consumer, $"{share.Evidence}".ToLowerInvariant(), Number(share.Joules / Nano, 1), Number((Of(inference, share.Consumer)?.Joules ?? 0) / Nano, 1),
                Number((extra?.Joules ?? 0) / Nano, 1), Number((extra?.SigmaJoules ?? 0) / Nano, 1));
        }

        table.AddRow("sum", "", Number(training.Joules / Nano, 1), Number(inference.Joules / Nano, 1), Number(learning.Joules / Nano, 1), Number(learning.SigmaJoules / Nano, 1));
        return table;
    }

    private static Table Rails(SampleEnergy training, SampleEnergy inference, SampleEnergy learning)
    {
        var table = new Table().Title("energy per sample by rail, nJ; mean power while training, mW").AddColumn("rail");
        foreach (var column in new[] { "training sample", "+-", "inference", "+-", "learning", "+-", "mW" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        for (var i = 0; i < training.Rails.Length; i++)
        {
            string[] cells = [.. new[] { training, inference, learning }.Select(sample => sample.Rails[i])
                .SelectMany(rail => new[] { Number(rail.Joules / Nano, 1), Number(rail.SigmaJoules / Nano, 1) })];
            table.AddRow([training.Rails[i].Rail, .. cells, Number(training.Rails[i].Joules / (training.Microseconds * Micro) / Milli, 2)]);
        }

        return table;
    }

    private static Table Published(SampleEnergy training, SampleEnergy inference, SampleEnergy learning)
    {
        var table = new Table().Title("energy per sample beside published figures").AddColumns("system", "what", "uJ", "+-", "us of chip time", "evidence");
        Row("training sample", training);
        Row("inference", inference);
        Row("learning: work beyond an inference", learning);
        foreach (var figure in PublishedFigures.All)
        {
            table.AddRow(
                figure.System, $"{figure.Task}: {figure.Per}", Number(figure.Joules / Micro, figure.Joules < Micro ? 6 : 2), "",
                figure.SamplesPerSecond is { } rate ? Number(1 / (rate * Micro), 1) : "", $"published: {figure.Source}");
        }

        return table;

        void Row(string name, SampleEnergy sample) => table.AddRow(
            "this run, Yin-Yang on chip", name, Number(sample.Joules / Micro, 2), Number(sample.SigmaJoules / Micro, 2), sample.Microseconds == 0 ? "" : Number(sample.Microseconds, 1),
            "simulated counts, energy table mostly assumed");
    }

    private static ConsumerShare? Of(SampleEnergy sample, string consumer) => sample.Consumers.FirstOrDefault(share => share.Consumer == consumer);

    private static string Number(double value, int digits) => value.ToString("F" + digits, CultureInfo.InvariantCulture);
}
