using System.Globalization;
using OnChipLearn.Compiler;
using OnChipLearn.Experiments.OnChip;
using OnChipLearn.Experiments.Training;
using Spectre.Console;

namespace OnChipLearn.Cli;

/// <summary>The verdict of a training by firmware: bytes, cycles, deadlines.</summary>
internal static class VerdictTables
{
    // The vendor's software keeps 4 KiB of the SRAM for its mailbox.
    private const int VendorBytes = 12288;

    public static void Show(IAnsiConsole text, SeedResult seed)
    {
        var verdict = seed.Costs.OnChip!;
        text.Write(Memory(verdict, seed.Costs.SramBytes!));
        if (verdict.Phases is { } phases)
        {
            text.Write(Cycles(phases));
        }

        text.Write(Figures(seed, verdict));
        foreach (var assumption in verdict.Assumptions)
        {
            text.WriteLine("assumes " + assumption);
        }
    }

    private static Table Memory(OnChipVerdict verdict, SramBytes used)
    {
        var table = new Table().Title("SRAM (bytes)").AddColumn("kind");
        table.AddColumn(new TableColumn("top").RightAligned()).AddColumn(new TableColumn("bottom").RightAligned());
        foreach (var kind in Enum.GetValues<MemoryKind>())
        {
            table.AddRow($"{kind}", Number(verdict.Memory[0].Bytes(kind)), Number(verdict.Memory[1].Bytes(kind)));
        }

        table.AddRow("in all, alignment included", Number(used.Top), Number(used.Bottom));
        table.AddRow($"free of {Number(verdict.Memory[0].MemoryBytes)}", Number(verdict.Memory[0].FreeBytes), Number(verdict.Memory[1].FreeBytes));
        return table.AddRow($"within {Number(VendorBytes)}", used.Top <= VendorBytes ? "yes" : "no", used.Bottom <= VendorBytes ? "yes" : "no");
    }

    private static Table Cycles(IReadOnlyList<PhaseStatistics> phases)
    {
        var table = new Table().Title("cycles per training sample (4 ns); worst: the sample with the most cycles of learning").AddColumn("phase");
        foreach (var column in new[] { "top, mean", "top, worst", "bottom, mean", "bottom, worst" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        Row("acquire", phase => phase.Acquire);
        Row("decode", phase => phase.Decode);
        Row("backward", phase => phase.Backward);
        Row("barrier", phase => phase.Barrier);
        Row("update, share of the batch", phase => phase.Update);
        Row("write, share of the batch", phase => phase.Write);
        Row("learning (record complete to ready)", phase => phase.Learning);
        Row("wait", phase => phase.Wait);
        return table;

        void Row(string name, Func<PhaseCycles, long> value) => table.AddRow(
            [name, .. phases.SelectMany(one => new[] { Number(value(one.Sum) / (double)one.Samples), Number(value(one.Worst)) })]);
    }

    private static Table Figures(SeedResult seed, OnChipVerdict verdict)
    {
        var table = new Table().Title($"seed {seed.Seed}, chip {verdict.ChipPreset}, {verdict.SpikePath}").AddColumn("what").AddColumn(new TableColumn("value").RightAligned());
        table.AddRow($"test accuracy, mean of the last {TrainingResult.AveragedEpochs} epochs (%)", Number(100 * seed.TestAccuracy, 2));
        table.AddRow("SHA-256 of the synapses' weights at the end, first 16 digits", verdict.SynapseSha256[..16]);
        table.AddRow("trials, evaluation included", Number(verdict.Trials));
        table.AddRow("trial periods missed", Number(verdict.MissedDeadlines));
        table.AddRow("requests replaced before they were played", Number(verdict.ReplacedRequests));
        table.AddRow(
            "events dropped: record, crossbar, link, queues",
            $"{Number(verdict.Drops.Record)}, {Number(verdict.Drops.Crossbar)}, {Number(verdict.Drops.Link)}, {Number(verdict.Drops.Queues)}");
        table.AddRow("output adjoints saturated", Number(verdict.SaturatedAdjoints));
        if (verdict.Phases is { } phases)
        {
            var learning = phases.Max(one => (double)one.Sum.Learning / one.Samples);
            table.AddRow("learning per spike (cycles)", Number(learning / seed.Epochs.Average(epoch => epoch.SpikesPerSample)));
            table.AddRow("learning against emulation of a sample (cycles)", $"{Number(learning)} : {Number(verdict.EmulationCycles)}");
        }

        table.AddRow("chip time (s)", Number(seed.Costs.ChipSeconds!.Value, 2));
        if (seed.Costs.TrainingSamplesPerSecond is { } rate)
        {
            table.AddRow("training samples per second of chip time", Number(rate));
        }

        return table;
    }

    private static string Number(double value, int digits = 0) => value.ToString("N" + digits, CultureInfo.InvariantCulture);
}
