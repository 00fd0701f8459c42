using OnChipLearn.Device;

namespace OnChipLearn.Firmware.Reports;

/// <summary>
/// Epochs that a processor's program has finished. The program looks at this word before every epoch, and then everything that it goes on with lies in
/// statics: a program that starts with another processor's memory after epoch n continues with epoch n + 1. That is where a run is saved.
/// </summary>
public static class EpochProgress
{
    /// <summary>One word: epochs finished.</summary>
    public static readonly uint[] Finished = new uint[1];

    /// <summary>Whether an epoch is left; where the host may hold the program.</summary>
    public static bool IsLeft(uint epochs) => Sram.ReadShared(Finished, 0) != epochs;

    /// <summary>Epochs finished.</summary>
    public static uint Count => Finished[0];

    /// <summary>One more is finished.</summary>
    public static void Advance() => Finished[0]++;
}
