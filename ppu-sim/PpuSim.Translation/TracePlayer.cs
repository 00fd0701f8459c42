using PpuSim.Machine;
using PpuSim.Timing;

namespace PpuSim.Translation;

/// <summary>Executes the orders of traces on the datapath.</summary>
internal sealed unsafe class TracePlayer<TProbe>(LiveDatapath live, Observer<TProbe> observer, AccessGate gate) : ITraceOrders, IDerivedState
    where TProbe : struct, IProbe
{
    private readonly ScalarState _state = live.State;

    /// <summary>Number of the action at which <see cref="Play"/> has stopped.</summary>
    public int Stopped { get; private set; }

    /// <summary>The unexpected answer of the question there; null when it is a store that would meet code, and is not done yet.</summary>
    public long? Answer { get; private set; }

    /// <summary>Executes a trace, and the detours that answers lead to.</summary>
    /// <param name="trace">Where to begin; afterwards, where it ended.</param>
    /// <param name="cycle">Cycle in which the chain of traces begins.</param>
    /// <param name="first">Number of the action to begin with.</param>
    public PlayResult Play(ref Trace trace, int first, long cycle)
    {
        var actions = trace.Actions;
        for (var k = first; k < actions.Length; k++)
        {
            ref var action = ref actions[k];
            long answer;
            switch (action.Kind)
            {
                case ActionKind.Execute:
                    action.Op.Execute(_state, action.Op.Operands);
                    continue;
                case ActionKind.Deliver:
                    live.Deliver(action.Op, action.Slot);
                    continue;
                case ActionKind.Load:
                    live.Access(action.Op, action.Slot, 0);
                    TellScalar(action, cycle);
                    continue;
                case ActionKind.Store:
                    if (live.Instructions.IsFetched(live.AddressOf(action.Slot)))
                    {
                        return Stop(k, null);
                    }

                    live.Access(action.Op, action.Slot, 0);
                    TellScalar(action, cycle);
                    continue;
                case ActionKind.Learn:
                    live.Learn(action.Pc, action.Number != 0, action.Target, action.Fetched, cycle + action.Offset);
                    continue;
                case ActionKind.ExecuteLong:
                    live.Execute(action.Op, cycle + action.Offset);
                    continue;
                case ActionKind.Predict:
                    answer = live.Predict(action.Pc);
                    break;
                case ActionKind.Branch:
                    var taken = action.Op.BranchTo(_state, action.Op.Operands, action.Pc * 4, out var target);
                    answer = BranchAnswer.Of(taken, target >> 2);
                    break;
                case ActionKind.Address:
                    answer = (long)live.Address(action.Op, action.Slot);
                    break;
                case ActionKind.ExecuteVector:
                    ExecuteVector(action, cycle);
                    continue;
                case ActionKind.SerialLoad:
                    live.SerialAccess(action.Op, action.Slot, action.Number, 0);
                    TellSerial(action, cycle);
                    continue;
                case ActionKind.SerialStore:
                    if (live.Instructions.IsFetched(live.SerialAddress(action.Slot, action.Number)))
                    {
                        return Stop(k, null);
                    }

                    live.SerialAccess(action.Op, action.Slot, action.Number, 0);
                    TellSerial(action, cycle);
                    continue;
                case ActionKind.Transfer or ActionKind.SerialTransfer or ActionKind.ParallelTransfer:
                    if (!gate.Opens(cycle + action.Offset))
                    {
                        Stopped = k;
                        return PlayResult.Waits;
                    }

                    Ask(action, cycle, out answer);
                    break;
                default:
                    if (!Ask(action, cycle, out answer))
                    {
                        continue;
                    }

                    break;
            }

            if (answer == action.Expected)
            {
                continue;
            }

            var detour = action.Detours;
            while (detour is not null && detour.Answer != answer)
            {
                detour = detour.Next;
            }

            if (detour is null)
            {
                return Stop(k, answer);
            }

            trace = detour.Trace;
            actions = trace.Actions;
            k = -1;
        }

        return PlayResult.Ended;
    }

    // Orders that are not as frequent. True for questions.
    private bool Ask(in TraceAction action, long cycle, out long answer)
    {
        answer = 0;
        var now = cycle + action.Offset;
        switch (action.Kind)
        {
            case ActionKind.SerialOperand:
                answer = (long)live.VectorOperand(action.Op, action.Slot, now);
                return true;
            case ActionKind.Delay:
                answer = live.Delay(action.Op, action.Slot, now);
                return true;
            case ActionKind.Transfer:
                answer = live.Transfer(action.Op, action.Slot, now);
                TellScalar(action, cycle);
                return true;
            case ActionKind.SerialDelay:
                answer = live.SerialDelay(action.Op, action.Slot, action.Number, now);
                return true;
            case ActionKind.SerialTransfer:
                answer = live.SerialTransfer(action.Op, action.Slot, action.Number, now);
                TellSerial(action, cycle);
                return true;
            case ActionKind.ParallelDelay:
                answer = live.ParallelDelay(action.Op, action.Slot, now);
                return true;
            case ActionKind.ParallelTransfer:
                answer = live.ParallelTransfer(action.Op, action.Slot, now);
                return true;
            default:
                Do(action, now);
                return false;
        }
    }

    public long Ask(Trace trace, int action, long cycle)
    {
        Ask(trace.Actions[action], cycle, out var answer);
        return answer;
    }

    public void Execute(Trace trace, int action, long cycle)
    {
        ref var order = ref trace.Actions[action];
        switch (order.Kind)
        {
            case ActionKind.Load or ActionKind.Store:
                live.Access(order.Op, order.Slot, 0);
                TellScalar(order, cycle);
                break;
            case ActionKind.SerialLoad or ActionKind.SerialStore:
                live.SerialAccess(order.Op, order.Slot, order.Number, 0);
                TellSerial(order, cycle);
                break;
            case ActionKind.ExecuteVector:
                ExecuteVector(order, cycle);
                break;
            default:
                Do(order, cycle + order.Offset);
                break;
        }
    }

    public bool Store(Trace trace, int action, int words, long cycle)
    {
        ref var first = ref trace.Actions[action];
        var isSerial = first.Kind == ActionKind.SerialStore;
        var address = isSerial ? live.SerialAddress(first.Slot, first.Number) : live.AddressOf(first.Slot);
        var told = 0ul;
        for (var word = 0; word < words; word++)
        {
            if (live.Instructions.GuardPointer[address / sizeof(uint) + (uint)word] != 0)
            {
                told |= 1ul << word;
                if (live.Instructions.IsFetched(address + (uint)(sizeof(uint) * word)))
                {
                    return false;
                }
            }
        }

        if (!isSerial)
        {
            Execute(trace, action, cycle);
            return true;
        }

        live.StoreWords(first.Slot, first.Number, words);
        for (var k = action; told != 0; k++)
        {
            ref var order = ref trace.Actions[k];
            var bit = 1ul << (order.Number - first.Number & 63);
            if ((told & bit) != 0 && first.IsSameTransfer(order))
            {
                TellSerial(order, cycle);
                told &= ~bit;
            }
        }

        return true;
    }

    private void ExecuteVector(in TraceAction action, long cycle)
    {
        var saturated = live.ExecuteVector(action.Op, action.Slot, 0);
        if ((TProbe.Hears & ProbeEvents.VectorExecutions) != 0)
        {
            observer.Probe.VectorExecute(cycle + action.Offset, action.Op, saturated);
        }
    }

    private void Do(in TraceAction action, long now)
    {
        switch (action.Kind)
        {
            case ActionKind.LoseQuotient:
                live.LoseQuotient(action.Op);
                break;
            case ActionKind.ReadSpecial:
                live.ReadSpecial(action.Op, now);
                break;
            case ActionKind.WriteSpecial:
                live.WriteSpecial(action.Op, now);
                break;
            case ActionKind.UpdateBase:
                live.UpdateBase(action.Op, action.Slot, now);
                break;
            case ActionKind.WriteBase:
                live.WriteBase(action.Op, now);
                break;
            case ActionKind.VectorOperand:
                live.VectorOperand(action.Op, action.Slot, now);
                break;
            case ActionKind.Latch:
                live.Latch(action.Op);
                break;
            case ActionKind.ReadTransfer:
                live.ReadTransfer(action.Op, action.Slot);
                break;
            case ActionKind.Enable:
                live.Enable(action.Op, action.Slot);
                break;
            case ActionKind.WriteTransfer:
                live.WriteTransfer(action.Op, action.Slot);
                break;
            case ActionKind.ProbeIssue:
                observer.Probe.Issue(now, action.Pc, action.Op);
                break;
            case ActionKind.ProbePass:
                observer.Probe.Pass(now, action.Pc, action.Op);
                break;
            case ActionKind.ProbeStall:
                observer.Probe.Stall(now, action.Pc, (StallCause)action.Number);
                break;
            default:
                throw new InvalidOperationException($"no order {action.Kind}");
        }
    }

    private PlayResult Stop(int action, long? answer)
    {
        Stopped = action;
        Answer = answer;
        return PlayResult.Stopped;
    }

    private void TellScalar(in TraceAction action, long cycle)
    {
        if ((TProbe.Hears & (ProbeEvents.Loads | ProbeEvents.Stores)) != 0)
        {
            observer.Probe.Memory(
                cycle + action.Offset, live.AddressOf(action.Slot), action.Op.AccessSize, live.DataOf(action.Slot),
                action.Op.IsStore ? MemoryAccess.ScalarStore : MemoryAccess.ScalarLoad);
        }
    }

    private void TellSerial(in TraceAction action, long cycle)
    {
        if ((TProbe.Hears & (ProbeEvents.Loads | ProbeEvents.Stores)) != 0)
        {
            observer.Probe.Memory(
                cycle + action.Offset, live.SerialAddress(action.Slot, action.Number), 4, live.SerialData(action.Slot, action.Number),
                action.Op.Vector!.IsStore ? MemoryAccess.VectorStore : MemoryAccess.VectorLoad);
        }
    }
}

/// <summary>How a replay ended.</summary>
internal enum PlayResult
{
    /// <summary>At the end of a trace.</summary>
    Ended,

    /// <summary>Where nothing is known.</summary>
    Stopped,

    /// <summary>Before an access that may not take place yet.</summary>
    Waits,
}
