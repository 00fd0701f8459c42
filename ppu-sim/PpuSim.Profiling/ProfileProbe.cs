using PpuSim.Profiling.Recording;
using PpuSim.Timing;

namespace PpuSim.Profiling;

/// <summary>Hands the events of a core to a recorder. One probe belongs to one run from reset.</summary>
public readonly struct ProfileProbe(ProfileRecorder recorder) : IProbe
{
    /// <inheritdoc/>
    public static bool CountsSaturations => true;

    /// <inheritdoc/>
    public void Issue(long cycle, uint pc, MicroOp op) => recorder.Issue(cycle, pc, op);

    /// <inheritdoc/>
    public void Pass(long cycle, uint pc, MicroOp op) => recorder.Pass(pc, op);

    /// <inheritdoc/>
    public void Stall(long cycle, uint pc, StallCause cause) => recorder.Stall(cycle, pc, cause);

    /// <inheritdoc/>
    public void Memory(long cycle, uint address, int size, uint value, MemoryAccess access)
    {
    }

    /// <inheritdoc/>
    public void VectorExecute(long cycle, MicroOp op, int saturated) => recorder.VectorExecute(op, saturated);

    /// <inheritdoc/>
    public void Interrupt(long cycle, uint vector, uint returnAddress) => recorder.Interrupt(vector, returnAddress);

    /// <inheritdoc/>
    public void Sleep(long cycle, bool asleep)
    {
    }
}
