using OnChipLearn.Experiments.Plots;
using OnChipLearn.Experiments.Programs;
using OnChipLearn.Experiments.Training;

namespace OnChipLearn.Experiments.OnChip;

/// <summary>
/// The firmware part of a run folder: <c>firmware-top.elf</c> and <c>firmware-top.lst</c> (assembler with C# lines), the same for the bottom
/// processor, <c>memory-map.png</c>, <c>cycles.png</c> where cycles were counted.
/// </summary>
public static class FirmwareFiles
{
    private static readonly string[] Processors = ["top", "bottom"];

    /// <summary>Writes the files of a finished run.</summary>
    public static void Write(string folder, FirmwareTrainingRun run, SeedResult result)
    {
        for (var processor = 0; processor < Processors.Length; processor++)
        {
            var name = Path.Combine(folder, $"firmware-{Processors[processor]}");
            File.WriteAllBytes(name + ".elf", run.Images.Elf(processor));
            File.WriteAllLines(name + ".lst", ListingText.Of(ProgramListing.Of(run.Images.Programs[processor].Image), sourceLines: true));
        }

        var verdict = result.Costs.OnChip!;
        MemoryMapPlot.Save(verdict.Memory, Path.Combine(folder, "memory-map.png"));
        if (verdict.Phases is { } phases)
        {
            CyclesPlot.Save(phases, run.Setup.Chip.Configuration.Trials.PeriodCycles, Path.Combine(folder, "cycles.png"));
        }
    }
}
