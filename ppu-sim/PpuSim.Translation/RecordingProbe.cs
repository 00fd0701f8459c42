using PpuSim.Timing;

namespace PpuSim.Translation;

/// <summary>Between control and an observer: keeps what happens again from it, and records what replay must tell it.</summary>
internal readonly struct RecordingProbe<TProbe>(TraceRecorder recorder, Observer<TProbe> observer) : IProbe
    where TProbe : struct, IProbe
{
    public static bool CountsSaturations => TProbe.CountsSaturations;

    public static ProbeEvents Hears => TProbe.Hears;

    public bool HearsStores(uint address) => observer.Probe.HearsStores(address);

    public void Issue(long cycle, uint pc, MicroOp op)
    {
        if ((TProbe.Hears & ProbeEvents.Instructions) != 0 && IsTold(new TraceAction { Kind = ActionKind.ProbeIssue, Pc = pc, Op = op }, cycle))
        {
            observer.Probe.Issue(cycle, pc, op);
        }
    }

    public void Pass(long cycle, uint pc, MicroOp op)
    {
        if ((TProbe.Hears & ProbeEvents.Instructions) != 0 && IsTold(new TraceAction { Kind = ActionKind.ProbePass, Pc = pc, Op = op }, cycle))
        {
            observer.Probe.Pass(cycle, pc, op);
        }
    }

    public void Stall(long cycle, uint pc, StallCause cause)
    {
        if ((TProbe.Hears & ProbeEvents.Stalls) != 0 && IsTold(new TraceAction { Kind = ActionKind.ProbeStall, Pc = pc, Number = (byte)cause }, cycle))
        {
            observer.Probe.Stall(cycle, pc, cause);
        }
    }

    // Replay tells these two together with the order itself.
    public void Memory(long cycle, uint address, int size, uint value, MemoryAccess access)
    {
        if (!recorder.HasJustRepeated)
        {
            observer.Probe.Memory(cycle, address, size, value, access);
        }
    }

    public void VectorExecute(long cycle, MicroOp op, int saturated)
    {
        if (!recorder.HasJustRepeated)
        {
            observer.Probe.VectorExecute(cycle, op, saturated);
        }
    }

    public void Interrupt(long cycle, uint vector, uint returnAddress) => observer.Probe.Interrupt(cycle, vector, returnAddress);

    public void Sleep(long cycle, bool asleep) => observer.Probe.Sleep(cycle, asleep);

    private bool IsTold(TraceAction action, long cycle)
    {
        if (!recorder.IsRecording)
        {
            return true;
        }

        if (recorder.Repeats(action.Kind, out _))
        {
            return false;
        }

        action.Offset = (int)(cycle - recorder.Start);
        recorder.Add(action);
        return true;
    }
}

/// <summary>The one copy of an observer, which recording and replay share.</summary>
internal sealed class Observer<TProbe>(TProbe probe)
    where TProbe : struct, IProbe
{
    public TProbe Probe = probe;
}
