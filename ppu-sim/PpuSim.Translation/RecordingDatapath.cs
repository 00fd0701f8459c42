using PpuSim.Timing;

namespace PpuSim.Translation;

/// <summary>Passes orders on to the datapath and records them. Orders without an answer.</summary>
internal sealed partial class RecordingDatapath(LiveDatapath live, TraceRecorder recorder, AccessGate gate) : Datapath, IDerivedState
{
    public override void Execute(MicroOp op, long writeCycle)
    {
        if (Does(new TraceAction { Kind = op.Latency > 1 ? ActionKind.ExecuteLong : ActionKind.Execute, Op = op }, writeCycle))
        {
            live.Execute(op, writeCycle);
        }
    }

    public override void Divide(MicroOp op)
    {
        if (Does(new TraceAction { Kind = ActionKind.Execute, Op = op }))
        {
            live.Divide(op);
        }
    }

    public override void LoseQuotient(MicroOp op)
    {
        if (Does(new TraceAction { Kind = ActionKind.LoseQuotient, Op = op }))
        {
            live.LoseQuotient(op);
        }
    }

    public override void ReadSpecial(MicroOp op, long cycle)
    {
        if (Does(new TraceAction { Kind = ActionKind.ReadSpecial, Op = op }, cycle))
        {
            live.ReadSpecial(op, cycle);
        }
    }

    public override void WriteSpecial(MicroOp op, long cycle)
    {
        if (Does(new TraceAction { Kind = ActionKind.WriteSpecial, Op = op }, cycle))
        {
            live.WriteSpecial(op, cycle);
        }
    }

    public override void Learn(uint branch, bool taken, uint target, uint fetched, long cycle)
    {
        if (!Does(new TraceAction { Kind = ActionKind.Learn, Pc = branch, Number = (byte)(taken ? 1 : 0), Target = target, Fetched = fetched }, cycle))
        {
            return;
        }

        live.Learn(branch, taken, target, fetched, cycle);
    }

    public override void UpdateBase(MicroOp op, int slot, long writeCycle)
    {
        if (Does(new TraceAction { Kind = ActionKind.UpdateBase, Op = op, Slot = (byte)slot }, writeCycle))
        {
            live.UpdateBase(op, slot, writeCycle);
        }
    }

    public override void WriteBase(MicroOp op, long writeCycle)
    {
        if (Does(new TraceAction { Kind = ActionKind.WriteBase, Op = op }, writeCycle))
        {
            live.WriteBase(op, writeCycle);
        }
    }

    public override void Deliver(MicroOp op, int slot)
    {
        if (Does(new TraceAction { Kind = ActionKind.Deliver, Op = op, Slot = (byte)slot }))
        {
            live.Deliver(op, slot);
        }
    }

    public override void Latch(MicroOp op)
    {
        if (Does(new TraceAction { Kind = ActionKind.Latch, Op = op }))
        {
            live.Latch(op);
        }
    }

    public override int ExecuteVector(MicroOp op, int slot, long cycle) =>
        Does(new TraceAction { Kind = ActionKind.ExecuteVector, Op = op, Slot = (byte)slot }, cycle) ? live.ExecuteVector(op, slot, cycle) : 0;

    public override void ReadTransfer(MicroOp op, int slot)
    {
        if (Does(new TraceAction { Kind = ActionKind.ReadTransfer, Op = op, Slot = (byte)slot }))
        {
            live.ReadTransfer(op, slot);
        }
    }

    public override void Enable(MicroOp op, int slot)
    {
        if (Does(new TraceAction { Kind = ActionKind.Enable, Op = op, Slot = (byte)slot }))
        {
            live.Enable(op, slot);
        }
    }

    public override void WriteTransfer(MicroOp op, int slot)
    {
        if (Does(new TraceAction { Kind = ActionKind.WriteTransfer, Op = op, Slot = (byte)slot }))
        {
            live.WriteTransfer(op, slot);
        }
    }

    // True when the order is to be executed.
    private bool Does(TraceAction action, long cycle = 0)
    {
        if (recorder.Repeats(action.Kind, out _))
        {
            return false;
        }

        action.Offset = (int)(cycle - recorder.Start);
        recorder.Add(action);
        return true;
    }
}
