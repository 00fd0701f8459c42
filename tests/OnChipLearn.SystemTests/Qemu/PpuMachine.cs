using PpuSim.Machine;
using PpuSim.Timing;

namespace OnChipLearn.SystemTests.Qemu;

/// <summary>Runs a memory image on the cycle model until it sleeps.</summary>
internal static class PpuMachine
{
    /// <summary>Deviations from the Power ISA that change results of user programs; without them the core computes as the architecture says.</summary>
    public const Quirks Architectural = Quirks.All & ~(Quirks.LhaDisplacementZeroExtended | Quirks.TrapImmediateZeroExtended | Quirks.ShiftAmountModulo32);

    private const long CycleLimit = 20_000_000;

    /// <summary>The memory at the end of the program.</summary>
    public static byte[] Run(byte[] memory, Quirks quirks)
    {
        var sram = new Sram();
        memory.CopyTo(sram.Bytes);
        var preset = CorePreset.Rtl;
        var ports = new StandalonePorts(preset.Ports);
        var core = new PpuCore<NoProbe>(
            preset.Core, new ScalarState { Quirks = quirks }, new VectorState(preset.Core.Slices), sram, new CorePorts(ports, ports, ports));
        Assert.True(core.RunUntilSleep(CycleLimit), $"still running at 0x{core.Pc:x} after {CycleLimit} cycles");
        return sram.Bytes.ToArray();
    }
}
