using OnChipLearn.Device;

namespace OnChipLearn.Firmware.Trials;

/// <summary>Requests to the sample player.</summary>
public static class SamplePlayer
{
    /// <summary>Asks for a sample in the next trial period: one posted write.</summary>
    public static void Request(int sample) => Bus.WriteWord(SamplePlayerMap.Request, (uint)sample);
}
