using System.Numerics;
using PpuSim.AddressMap;
using PpuSim.Machine;

namespace PpuSim.Timing;

/// <summary>The state of control as a whole: written in a normal form, and set from it (see <see cref="ControlStream"/>).</summary>
public sealed partial class PpuCore<TProbe>
{
    // A divider that has been ready for any time, and one that has been ready for a cycle.
    private const int DividerLate = -1;

    internal LiveDatapath Live => _live;

    /// <summary>What acts on data: the datapath itself, or what follows its orders.</summary>
    internal Datapath Data
    {
        get => _data;
        set => _data = _vector.Data = value;
    }

    /// <summary>First cycle in which a timer can change something.</summary>
    internal long NextTimerEvent => _timers.NextEvent;

    /// <summary>
    /// The next cycle depends on the state that <see cref="Transfer"/> names and on answers of the datapath alone: awake, no interrupt at work, no special
    /// register or machine state on its way, code in the SRAM or in a memory that never changes.
    /// </summary>
    internal bool IsSelfContained =>
        _fetchState is IssueState.Fetch or IssueState.Jumping or IssueState.Sync && _requestsQuiet && !_timers.IsRequesting && Cycle < _timers.NextEvent
        && !(_executeAccess.IsPresent & _executeAccess.IsUnaligned) && !_operandAccess.IsPresent && !_operandWrite.IsPresent && !_executeWrite.IsPresent
        && _restoredMsr is null && _strayWriteCycle < Cycle && _fetchAddress < MemoryMap.SramBytes / 4 && _instructions.IsKnown && (_operandOp is null || IsSelfContainedOperation(_operandOp));

    private bool IsSelfContainedOperation(MicroOp op) => (op.IsBranch || !_operand.PredictedTaken) && op.Action switch
    {
        OperandAction.Trap or OperandAction.WriteMsr => false,
        OperandAction.WriteSpr => op.SprWritten is Spr.Lr or Spr.Ctr or Spr.Xer,
        OperandAction.Branch => op.Op is not (Op.Rfi or Op.Rfci or Op.Rfmci),
        OperandAction.WriteBase => _addressToggle,
        OperandAction.LoadStore => !_addressToggle,
        _ => true,
    };

    /// <summary>Continues in another cycle, with control as <paramref name="stream"/> says.</summary>
    internal void Resume(ControlStream stream, long cycle)
    {
        Cycle = cycle;
        Transfer(stream);
    }

    /// <summary>Writes or reads all registers of control but those of interrupts and sleep, which are at rest.</summary>
    internal void Transfer(ControlStream stream)
    {
        TransferFetch(stream);
        TransferDecode(stream);
        TransferScoreboards(stream);
        TransferLoadStore(stream);
        _bus.Transfer(stream);
        _vector.Transfer(stream);
    }

    /// <summary>
    /// Gives registers of control that no longer matter the same contents whatever was in them, so that equal futures have equal registers. Not while an
    /// interrupt or an access is between two stages.
    /// </summary>
    internal void Settle()
    {
        if (_operandAccess.IsPresent || _operandWrite.IsPresent || _executeWrite.IsPresent || _restoredMsr is not null || _strayWriteCycle >= Cycle)
        {
            return;
        }

        var state = new ControlStream(_instructions);
        state.BeginWriting(Cycle);
        Transfer(state);
        ClearStages();
        Array.Clear(_requests);
        Array.Clear(_retires);
        _bus.Clear();
        _vector.Clear();
        _history.Settle(Cycle);
        state.BeginReading(state.Written.ToArray(), Cycle);
        Transfer(state);
    }

    private void ClearStages()
    {
        Array.Clear(_gprDestinations);
        Array.Clear(_crFields);
        Array.Clear(_sprNumbers);
        _divide = null;
        _operand = default;
        _branchResolved = _branchTaken = _branchRedirects = false;
        _branchPc = _branchTarget = _branchAddress = 0;
        _operandAccess = _executeAccess = default;
        _operandWrite = _executeWrite = default;
        _retiresAtStart = _retireCount;
        _strayWriteCycle = -1;
        _strayWriteRegister = 0;
    }

    private void TransferFetch(ControlStream stream)
    {
        var state = (byte)_fetchState;
        stream.Value(ref state);
        _fetchState = (IssueState)state;
        stream.Value(ref _fetchAddress);
        Transfer(stream, ref _memoryStage);
        Transfer(stream, ref _predecodeStage);
        stream.Op(ref _memoryOp!);
        stream.Op(ref _predecodeOp!);
        stream.Value(ref _target0);
        stream.Value(ref _target1);
        stream.Value(ref _target2);
        stream.Value(ref _valid0);
        stream.Value(ref _valid1);
        stream.Value(ref _counting);
        stream.Count(ref _sequence);
        stream.Value(ref _prediction);
        stream.Value(ref _ignorePrediction);
        stream.Value(ref _jumpingDelayed);
        stream.Value(ref _savedPc);
        stream.Time(ref _fetchStallUntil);
    }

    private static void Transfer(ControlStream stream, ref Stage stage)
    {
        stream.Value(ref stage.Pc);
        stream.Value(ref stage.Next);
        stream.Value(ref stage.PredictedTaken);
    }

    private void TransferDecode(ControlStream stream)
    {
        stream.Op(ref _decode.Op);
        stream.Value(ref _decode.Pc);
        stream.Value(ref _decode.Next);
        stream.Value(ref _decode.PredictedTaken);
        stream.Value(ref _decode.IsTarget);
        stream.Value(ref _decode.IsValid);
        stream.Op(ref _operandOp);
        if (_operandOp is not null)
        {
            stream.Value(ref _operand.Pc);
            stream.Value(ref _operand.Next);
            stream.Value(ref _operand.PredictedTaken);
        }
    }

    private void TransferScoreboards(ControlStream stream)
    {
        _pendingLoads &= _pending;
        stream.Value(ref _pending);
        stream.Value(ref _pendingLoads);
        stream.Value(ref _gprStages);
        for (var stages = _gprStages & ~1u; stages != 0; stages &= stages - 1)
        {
            stream.Value(ref _gprDestinations[(int)(Cycle + BitOperations.TrailingZeroCount(stages)) & 15]);
        }

        stream.Value(ref _crStages);
        for (var stages = _crStages & ~1u; stages != 0; stages &= stages - 1)
        {
            stream.Value(ref _crFields[(int)(Cycle + BitOperations.TrailingZeroCount(stages)) & 15]);
        }

        stream.Value(ref _xerStages);
        stream.Value(ref _trackers);
        for (var stages = _trackers >> Trackers.Spr & Trackers.UnderWay; stages != 0; stages &= stages - 1)
        {
            ref var number = ref _sprNumbers[(int)(Cycle + BitOperations.TrailingZeroCount(stages)) & 3];
            var value = (uint)number;
            stream.Value(ref value);
            number = (short)value;
        }

        stream.Value(ref _dividing);
        stream.Time(ref _dividerReady, DividerLate);
        if (_dividing)
        {
            stream.Op(ref _divide);
        }
    }

    private void TransferLoadStore(ControlStream stream)
    {
        stream.Value(ref _hasResponse);
        stream.Value(ref _addressToggle);
        TransferWait(stream, ref _requestReady);
        TransferWait(stream, ref _serialReady);
        stream.Value(ref _executeAccess.IsPresent);
        if (_executeAccess.IsPresent)
        {
            _executeAccess.Transfer(stream);
        }

        if (stream.Reads)
        {
            _requestHead = _retireHead = 0;
            _usedSlots = _executeAccess is { IsPresent: true, MakesRequest: true } ? 1u << _executeAccess.Slot : 0;
            _operandAccess.IsPresent = _operandWrite.IsPresent = _executeWrite.IsPresent = false;
        }

        stream.Count(ref _requestCount);
        for (var k = 0; k < _requestCount; k++)
        {
            _requests[_requestHead + k & (QueueDepth - 1)].Transfer(stream);
        }

        stream.Count(ref _retireCount);
        for (var k = 0; k < _retireCount; k++)
        {
            ref var entry = ref _retires[_retireHead + k & (QueueDepth - 1)];
            entry.Transfer(stream);
            _usedSlots |= 1u << entry.Slot;
        }
    }

    // Present only while a request waits.
    private static void TransferWait(ControlStream stream, ref long ready)
    {
        var waits = ready >= 0;
        stream.Value(ref waits);
        if (waits)
        {
            stream.Time(ref ready);
        }
        else
        {
            ready = -1;
        }
    }
}
