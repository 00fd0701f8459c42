using OnChipLearn.Compiler;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Firmware.Rules.EventReplay;
using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Experiments.Budget;

/// <summary>
/// SRAM of the rules' images. Exact for the sizes that the firmware is built for, since it is read from the compiled image (arrays have the size of the
/// layout, whatever part of it a network uses); for other numbers of inputs and outputs the arrays are scaled and code is taken as equal.
/// </summary>
public static class FirmwareBytes
{
    private static readonly string[] PerInput =
    [
        "HiddenLayer.Weights", "HiddenLayer.Descent", "HiddenLayer.InputGrowth", "FirstSpike.TopProgram.Momenta", "FirstSpike.TopProgram.Scales",
    ];

    private static readonly string[] PerOutput =
    [
        "OutputLayer.Weights", "OutputLayer.Descent", "OutputLayer.Adjoints", "OutputLayer.OutputGrowth", "OutputReplay.Weights", "OutputReplay.Descent",
        "OutputReplay.Adjoints", "BottomProgram.Momenta", "BottomProgram.Scales", "Exchange.Weights",
    ];

    private static readonly string[] PerReplayRow = ["ReplayLayer.Weights", "ReplayLayer.Descent"];

    /// <summary>Names of the processors in the order of <see cref="OnChip.FirmwareImages.Programs"/>.</summary>
    public static IReadOnlyList<string> Processors { get; } = ["top", "bottom"];

    /// <summary>Bytes of a processor's SRAM.</summary>
    public static int Available(NetworkDemand demand) => FirmwareRules.Named(demand.Rule).Images.Programs[0].Memory.MemoryBytes;

    /// <summary>Bytes that are not free: code, data, stack, mailbox, alignment.</summary>
    public static int Predict(NetworkDemand demand, int processor)
    {
        var images = FirmwareRules.Named(demand.Rule).Images;
        return images.UsedBytes(processor) + images.Programs[processor].Memory.Entries.Sum(entry => Difference(entry, demand));
    }

    private static int Difference(MemoryMapEntry entry, NetworkDemand demand) =>
        Scaled(entry, PerInput, FirstSpikeFormat.Inputs, demand.Inputs - FirstSpikeFormat.Inputs)
        + Scaled(entry, PerOutput, FirstSpikeFormat.Outputs, demand.Outputs - FirstSpikeFormat.Outputs)
        + Scaled(entry, PerReplayRow, ReplayFormat.Rows, demand.Inputs - FirstSpikeFormat.Inputs);

    private static int Scaled(MemoryMapEntry entry, string[] arrays, int built, int more) =>
        more != 0 && arrays.Any(name => entry.Name.EndsWith(name, StringComparison.Ordinal)) ? entry.Bytes / built * more : 0;
}
