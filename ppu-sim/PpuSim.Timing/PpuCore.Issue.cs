using System.Numerics;

namespace PpuSim.Timing;

/// <summary>Decode register, scoreboards and issue state machine (RTL inst_track.sv, schedule_single.sv, frontend_single.sv).</summary>
public sealed partial class PpuCore<TProbe>
{
    private IssueState _fetchState;
    private Decoded _decode;

    // General purpose registers with a result under way; those that a load will write.
    private uint _pending;
    private uint _pendingLoads;

    // GPR result shift register: bit k of _gprStages = a result reaches the write port in k cycles; registers by cycle modulo 16.
    private uint _gprStages;
    private readonly byte[] _gprDestinations = new byte[16];

    // CR result shift register: fields by cycle modulo 16.
    private uint _crStages;
    private readonly byte[] _crFields = new byte[16];
    private uint _xerStages;

    // Trackers of CTR, LR, MSR, SPR and branches; special register numbers by cycle modulo 4.
    private uint _trackers;
    private readonly short[] _sprNumbers = new short[4];

    // Divider.
    private bool _dividing;
    private long _dividerReady;
    private MicroOp? _divide;

    private enum IssueState : byte
    {
        Reset,
        Fetch,
        Jumping,
        Sync,
        SyncToHalt,
        Halt,
        InterruptSync0,
        InterruptSync1,
    }

    private struct Decoded
    {
        public uint Pc;
        public uint Next;
        public bool PredictedTaken;
        public bool IsTarget;
        public bool IsValid;
        public MicroOp? Op;
    }

    private void ResetIssue()
    {
        _fetchState = IssueState.Reset;
        _decode = default;
        _pending = _pendingLoads = _gprStages = _crStages = _xerStages = _trackers = 0;
        _dividing = false;
        _divide = null;
        _dividerReady = _parameters.DivideLatency - 1;
    }

    private bool IsPipeEmpty(bool stalled) =>
        (_pending | _gprStages | _crStages | _xerStages | _trackers) == 0 && !stalled && _requestCount == 0 && _retiresAtStart == 0
        && !_operandAccess.IsPresent && !_executeAccess.IsPresent && _vector.IsEmpty;

    // The instruction in decode has all that it waits for. `live` = registers still under way in this cycle.
    private bool IsReady(MicroOp op, uint live, long cycle, out StallCause cause)
    {
        if ((op.Registers & live) != 0)
        {
            cause = (op.Registers & live & _pendingLoads) != 0 ? StallCause.LoadResult : StallCause.Result;
            return false;
        }

        if (op.Destination >= 0 && (_gprStages >> (op.Latency + 1) & 1) != 0)
        {
            cause = StallCause.WritePort;
            return false;
        }

        if ((op.CrReads | op.CrWrites) != 0 && _crStages > 1 && !IsConditionRegisterReady(op, cycle))
        {
            cause = StallCause.ConditionRegister;
            return false;
        }

        if ((_trackers & op.TrackerHazards) != 0 || (op.SprRead0 >= 0 && !AreSpecialRegistersReady(op, cycle)))
        {
            cause = StallCause.SpecialRegister;
            return false;
        }

        cause = StallCause.Xer;
        return _xerStages == 0;
    }

    private bool IsConditionRegisterReady(MicroOp op, long cycle)
    {
        for (var stages = _crStages & ~1u; stages != 0; stages &= stages - 1)
        {
            var stage = BitOperations.TrailingZeroCount(stages);
            var fields = _crFields[(int)(cycle + stage) & 15];
            if ((fields & op.CrReads) != 0)
            {
                return false;
            }

            if (op.CrWrites != 0 && (stage == op.Latency + 1 || (stage > op.Latency && (byte)~(fields ^ op.CrWrites) != 0)))
            {
                return false;
            }
        }

        return true;
    }

    private bool AreSpecialRegistersReady(MicroOp op, long cycle)
    {
        var stages = _trackers >> Trackers.Spr & Trackers.UnderWay;
        for (; stages != 0; stages &= stages - 1)
        {
            var number = _sprNumbers[(int)(cycle + BitOperations.TrailingZeroCount(stages)) & 3];
            if (number == op.SprRead0 || number == op.SprRead1)
            {
                return false;
            }
        }

        return true;
    }

    private bool IsUnitReady(MicroOp op, bool divideWrites, long cycle, out StallCause cause)
    {
        switch (op.Unit)
        {
            case CoreUnit.LoadStore:
                cause = StallCause.LoadStoreQueue;
                return _requestCount < QueueLimit && _retiresAtStart < QueueLimit;
            case CoreUnit.Divider:
                cause = StallCause.Divider;
                return cycle >= _dividerReady && (!_dividing || divideWrites);
            case CoreUnit.Vector:
                cause = StallCause.VectorQueue;
                return _vector.IsReady;
            case CoreUnit.IoBus:
                cause = StallCause.IoBus;
                return op.Op != Isa.Op.Eciwx;
            default:
                cause = default;
                return true;
        }
    }

    // Clock edge of the scoreboards, with what issued in this cycle (null = nothing).
    private void StepTrackers(MicroOp? issued, uint cleared, long cycle)
    {
        _pending &= ~cleared;
        _gprStages >>= 1;
        _crStages >>= 1;
        _xerStages >>= 1;
        _trackers = _trackers >> 1 & Trackers.ShiftMask;
        if (issued is null)
        {
            return;
        }

        if (issued.Destination >= 0)
        {
            var bit = 1u << issued.Destination;
            _pending |= bit;
            if (issued.IsDeferred)
            {
                _pendingLoads |= bit;
                return;
            }

            _pendingLoads &= ~bit;
            _gprStages |= 1u << issued.Latency;
            _gprDestinations[(int)(cycle + 1 + issued.Latency) & 15] = (byte)issued.Destination;
        }

        if (issued.CrWrites != 0)
        {
            _crStages |= 1u << issued.Latency;
            _crFields[(int)(cycle + 1 + issued.Latency) & 15] = issued.CrWrites;
        }

        if (issued.WritesXer)
        {
            _xerStages |= 1u << issued.Latency;
        }

        _trackers |= issued.TrackerEntries;
        if (issued.SprWritten >= 0)
        {
            _sprNumbers[(int)(cycle + 2) & 3] = (short)issued.SprWritten;
        }
    }
}
