using System.Runtime.CompilerServices;
using OnChipLearn.Device.Host;

namespace OnChipLearn.Device;

/// <summary>The scalar core: time, ordering, sleep.</summary>
public static class Processor
{
    /// <summary>Low word of the time base: cycles of 4 ns since reset, wrapping at 2^32 (SPR 284; the user-mode numbers do not exist here).</summary>
    [PpuInstruction("mfspr 284")]
    public static uint TimeBase() => DeviceContext.Device.TimeBase();

    /// <summary>Waits until all loads, stores and vector instructions have completed, including port writes (ppu-reference 1.7).</summary>
    [PpuInstruction("sync")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Synchronize()
    {
    }

    /// <summary>Stops the clock until a timer or doorbell wakes the core; without a wake source for good.</summary>
    [PpuInstruction("wait")]
    public static void Wait() => DeviceContext.Device.Wait();
}
