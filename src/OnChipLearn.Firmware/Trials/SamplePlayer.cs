using OnChipLearn.Device;
using PpuSim.AddressMap;

namespace OnChipLearn.Firmware.Trials;

/// <summary>Requests to the sample player: one sample can wait while another is played.</summary>
public static class SamplePlayer
{
    /// <summary>Asks for a sample in the next trial period: one posted write.</summary>
    public static void Request(int sample) => Bus.WriteWord(SamplePlayerMap.Request, (uint)sample);

    /// <summary>Waits until the given number of trials has begun; a request made earlier would replace the one that waits.</summary>
    public static void AwaitBegun(uint trials)
    {
        while (Bus.ReadWord(SamplePlayerMap.TrialsBegun) != trials)
        {
        }
    }
}
