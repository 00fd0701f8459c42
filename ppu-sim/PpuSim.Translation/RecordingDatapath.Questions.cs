using PpuSim.Timing;

namespace PpuSim.Translation;

/// <summary>Orders whose answer control waits for, and stores, which may meet code.</summary>
internal sealed partial class RecordingDatapath
{
    public override bool Branch(MicroOp op, uint pc, long writeCycle, out uint target)
    {
        if (Forks(ActionKind.Branch, out var answer))
        {
            target = BranchAnswer.Target(answer);
            return BranchAnswer.IsTaken(answer);
        }

        var taken = live.Branch(op, pc, writeCycle, out target);
        Asked(new TraceAction { Kind = ActionKind.Branch, Op = op, Pc = pc }, writeCycle, BranchAnswer.Of(taken, target));
        return taken;
    }

    public override uint Predict(uint address)
    {
        if (!live.Instructions.MayBeBranch(address))
        {
            return 0;
        }

        if (Forks(ActionKind.Predict, out var answer))
        {
            return (uint)answer;
        }

        var prediction = live.Predict(address);
        Asked(new TraceAction { Kind = ActionKind.Predict, Pc = address }, 0, prediction);
        return prediction;
    }

    public override AccessKind Address(MicroOp op, int slot)
    {
        if (recorder.Repeats(ActionKind.Address, out var answer))
        {
            return (AccessKind)answer;
        }

        var kind = live.Address(op, slot);
        Asked(new TraceAction { Kind = ActionKind.Address, Op = op, Slot = (byte)slot }, 0, (long)kind);
        return kind;
    }

    public override bool Access(MicroOp op, int slot, long cycle)
    {
        var kind = op.IsStore ? ActionKind.Store : ActionKind.Load;
        return Does(new TraceAction { Kind = kind, Op = op, Slot = (byte)slot }, cycle) && live.Access(op, slot, cycle);
    }

    public override int Delay(MicroOp op, int slot, long cycle) =>
        Forks(ActionKind.Delay, out var answer) ? (int)answer : Asked(new TraceAction { Kind = ActionKind.Delay, Op = op, Slot = (byte)slot }, cycle, live.Delay(op, slot, cycle));

    public override int Transfer(MicroOp op, int slot, long cycle) =>
        Forks(ActionKind.Transfer, out var answer) ? (int)answer : Asked(new TraceAction { Kind = ActionKind.Transfer, Op = op, Slot = (byte)slot }, cycle, Open(cycle).Transfer(op, slot, cycle));

    public override AccessKind VectorOperand(MicroOp op, int slot, long cycle)
    {
        if (op.Vector!.Unit != VectorUnitKind.Serial)
        {
            return Does(new TraceAction { Kind = ActionKind.VectorOperand, Op = op, Slot = (byte)slot }, cycle) ? live.VectorOperand(op, slot, cycle) : AccessKind.Plain;
        }

        if (recorder.Repeats(ActionKind.SerialOperand, out var answer))
        {
            return (AccessKind)answer;
        }

        return (AccessKind)Asked(new TraceAction { Kind = ActionKind.SerialOperand, Op = op, Slot = (byte)slot }, cycle, (int)live.VectorOperand(op, slot, cycle));
    }

    public override bool SerialAccess(MicroOp op, int slot, int word, long cycle)
    {
        var kind = op.Vector!.IsStore ? ActionKind.SerialStore : ActionKind.SerialLoad;
        return Does(new TraceAction { Kind = kind, Op = op, Slot = (byte)slot, Number = (byte)word }, cycle) && live.SerialAccess(op, slot, word, cycle);
    }

    public override int SerialDelay(MicroOp op, int slot, int word, long cycle) =>
        Forks(ActionKind.SerialDelay, out var answer) ? (int)answer
            : Asked(new TraceAction { Kind = ActionKind.SerialDelay, Op = op, Slot = (byte)slot, Number = (byte)word }, cycle, live.SerialDelay(op, slot, word, cycle));

    public override int SerialTransfer(MicroOp op, int slot, int word, long cycle) =>
        Forks(ActionKind.SerialTransfer, out var answer) ? (int)answer
            : Asked(new TraceAction { Kind = ActionKind.SerialTransfer, Op = op, Slot = (byte)slot, Number = (byte)word }, cycle, Open(cycle).SerialTransfer(op, slot, word, cycle));

    public override int ParallelDelay(MicroOp op, int slot, long cycle) =>
        recorder.Repeats(ActionKind.ParallelDelay, out var answer) ? (int)answer
            : Asked(new TraceAction { Kind = ActionKind.ParallelDelay, Op = op, Slot = (byte)slot }, cycle, live.ParallelDelay(op, slot, cycle));

    public override int ParallelTransfer(MicroOp op, int slot, long cycle) =>
        Forks(ActionKind.ParallelTransfer, out var answer) ? (int)answer
            : Asked(new TraceAction { Kind = ActionKind.ParallelTransfer, Op = op, Slot = (byte)slot }, cycle, Open(cycle).ParallelTransfer(op, slot, cycle));

    private LiveDatapath Open(long cycle)
    {
        gate.Opens(cycle);
        return live;
    }

    // A question behind which every answer leads elsewhere.
    private bool Forks(ActionKind kind, out long answer)
    {
        recorder.Fork();
        return recorder.Repeats(kind, out answer);
    }

    private int Asked(in TraceAction action, long cycle, long answer)
    {
        recorder.Add(action with { Offset = (int)(cycle - recorder.Start), Expected = answer });
        return (int)answer;
    }
}

/// <summary>Outcome of a branch as one number.</summary>
internal static class BranchAnswer
{
    private const int TakenShift = 32;

    /// <summary>The target of a branch that is not taken does not matter.</summary>
    public static long Of(bool taken, uint target) => taken ? 1L << TakenShift | target : 0;

    public static uint Target(long answer) => (uint)answer;

    public static bool IsTaken(long answer) => answer >> TakenShift != 0;
}
