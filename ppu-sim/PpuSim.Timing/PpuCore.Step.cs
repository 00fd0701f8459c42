using System.Runtime.CompilerServices;

namespace PpuSim.Timing;

/// <summary>One clock cycle: combinational values first, then the clock edge.</summary>
public sealed partial class PpuCore<TProbe>
{
    /// <summary>Simulates the next cycle.</summary>
    public void Step() => Step(Cycle + 1);

    /// <summary>
    /// Simulates the next cycle and, where the core then waits for one answer and nothing else can happen, all cycles until that answer comes, but none
    /// from <paramref name="limit"/> on. Inputs must not change before the limit.
    /// </summary>
    [SkipLocalsInit]
    public void Step(long limit)
    {
        var cycle = Cycle;
        if (cycle >= _timers.NextEvent)
        {
            _timers.Advance(cycle);
        }

        var state = _fetchState;
        var entersInterrupt = state >= IssueState.InterruptSync0;
        var writesDisabled = entersInterrupt && _losesResults;
        _branchResolved = false;
        _branchRedirects = false;
        if (_operandOp is not null)
        {
            ExecuteOperands(cycle, entersInterrupt);
        }

        // Write-back: scheduled results first, then loads, then the divider.
        var portTaken = (_gprStages & 1) != 0 && !writesDisabled;
        uint cleared = (_gprStages & 2) != 0 ? 1u << _gprDestinations[(int)(cycle + 1) & 15] : 0;
        var loaded = RetireAccess(cycle, ref portTaken, writesDisabled, out var acceptsResponse);
        if (loaded >= 0)
        {
            cleared |= 1u << loaded;
        }

        var divideWrites = _dividing && CanDivideWrite(portTaken, cycle);
        var stalled = _dividing && !divideWrites;

        // Decode and issue.
        var op = _decode.Op;
        var isTarget = _decode.IsTarget;
        var cause = StallCause.Startup;
        var ready = op is null || IsReady(op, _pending & ~cleared, cycle, out cause);
        var frozen = cycle < _fetchStallUntil;
        var unitStall = state is IssueState.Sync or IssueState.SyncToHalt or IssueState.Halt or IssueState.InterruptSync1
            || (state == IssueState.InterruptSync0 && isTarget);
        var canIssue = state switch
        {
            IssueState.Fetch => ready && !stalled && !_branchRedirects && !frozen,
            IssueState.Jumping => isTarget && ready && !stalled && !frozen,
            IssueState.Reset => _decode.IsValid && !frozen,
            _ => false,
        };
        MicroOp? issued = null;
        var unitCause = cause;
        if (canIssue && op is { IsHalt: false, IsNop: false })
        {
            if (IsUnitReady(op, divideWrites, cycle, out unitCause))
            {
                issued = op;
            }
            else
            {
                unitStall = true;
            }
        }

        var ignores = state switch
        {
            IssueState.Reset => !_decode.IsValid,
            IssueState.Jumping or IssueState.InterruptSync0 => !isTarget,
            _ => false,
        };
        var holdStream = (!ready && !ignores) || unitStall || stalled || frozen;

        // Sequence counter of the predecode stage.
        var jumping = state == IssueState.Jumping || (state == IssueState.Fetch && _branchRedirects);
        var predecoded = _predecodeOp;
        var multiple = predecoded.FurtherSteps > 0;
        var ignoresJump = jumping && !_target2 && !isTarget;
        var counterHolds = _counting ? !(ignoresJump || _sequence == predecoded.SequenceStop) : multiple && !ignoresJump;
        var hold = holdStream || counterHolds;

        // Interrupts.
        uint interrupt = 0;
        var ee = (_state.Msr & Machine.MsrBits.Ee) != 0;
        if (HasRequest)
        {
            interrupt = TakeInterrupt(cycle, issued is not null, out var returnPc);
            if (interrupt != 0)
            {
                EnterInterrupt(interrupt, returnPc, cycle);
                _branchResolved = false;
                _requestsQuiet = false;
            }
        }

        if (_restoredMsr is { } restored)
        {
            _state.Msr = restored;
            _restoredMsr = null;
        }

        if (issued is not null)
        {
            Issues++;
            if (issued.IsLastStep)
            {
                Instructions++;
            }

            _probe.Issue(cycle, _decode.Pc * 4, issued);
        }
        else
        {
            CountStall(cycle, state, op, ready, cause, unitCause, stalled, frozen, holdStream, ignores);
        }

        // Clock edge.
        var next = state == IssueState.Fetch && !(_branchRedirects | interrupt != 0) && op is not { ChangesState: true }
            ? IssueState.Fetch
            : NextState(state, op, isTarget, interrupt != 0, stalled);
        if (next == IssueState.InterruptSync0 && state != IssueState.InterruptSync0)
        {
            LoseResults(interrupt, cycle);
        }

        SavePc(op, issued);
        _jumpingDelayed = jumping && !isTarget;
        _operandOp = issued;
        if (issued is not null)
        {
            _operand = _decode;
        }

        if (!holdStream)
        {
            _decode.Pc = _predecodeStage.Pc;
            _decode.Next = _predecodeStage.Next;
            _decode.PredictedTaken = _predecodeStage.PredictedTaken;
            _decode.IsTarget = _target2;
            _decode.IsValid = _valid1;
            _decode.Op = predecoded.AtStep(_sequence);
        }

        if (_counting | multiple)
        {
            StepSequence(multiple, ignoresJump, holdStream, predecoded.SequenceStop);
        }

        StepFetch(cycle, hold, interrupt != 0 || _branchRedirects, interrupt != 0 ? interrupt : _branchAddress);
        StepTrackers(issued, cleared, cycle);
        if (_dividing || issued is { Unit: CoreUnit.Divider })
        {
            StepDivider(issued, divideWrites, cycle);
        }

        StepLoadStore(cycle, acceptsResponse, issued);
        if (!_requestsQuiet)
        {
            StepRequests(interrupt, ee);
        }

        if (_operandWrite.IsPresent | _executeWrite.IsPresent)
        {
            StepDelayedWrites(cycle, writesDisabled);
        }

        if (next != state && (next == IssueState.Halt || state == IssueState.Halt))
        {
            _requestsQuiet = false;
            _probe.Sleep(cycle + 1, next == IssueState.Halt);
        }

        _fetchState = next;
        Cycle = cycle + 1;
        if (issued is null && limit > cycle + 1 && next == state)
        {
            SkipWait(limit, ready ? unitCause : cause);
        }
    }

    // Nothing moves until an answer arrives on the data bus or on the parallel vector port: every cycle up to then is like the one just simulated.
    private void SkipWait(long limit, StallCause cause)
    {
        var waitsForLoad = cause == StallCause.LoadResult && _fetchState == IssueState.Fetch;
        var waitsForVector = _fetchState == IssueState.Sync || (cause == StallCause.VectorQueue && _fetchState == IssueState.Fetch);
        if (!(waitsForLoad | waitsForVector) || _branchResolved || _branchRedirects || _requestCount > 0 || _hasResponse || !_requestsQuiet
            || (_gprStages | _crStages | _xerStages | _trackers) != 0 || _dividing || Cycle < _fetchStallUntil
            || _operandAccess.IsPresent || _executeAccess.IsPresent || _operandWrite.IsPresent || _executeWrite.IsPresent)
        {
            return;
        }

        var answer = Math.Min(_bus.NextAnswer, _vector.NextChange);
        var until = Math.Min(answer, Math.Min(limit, _timers.NextEvent));
        if (answer == long.MaxValue || until <= Cycle)
        {
            return;
        }

        var reason = waitsForLoad ? StallCause.LoadResult : _fetchState == IssueState.Sync ? StallCause.Sync : StallCause.VectorQueue;
        _stalls[(int)reason] += until - Cycle;
        for (var cycle = Cycle; cycle < until; cycle++)
        {
            _probe.Stall(cycle, _decode.Pc * 4, reason);
        }

        Cycle = until;
    }

    private bool CanDivideWrite(bool portTaken, long cycle) =>
        cycle >= _dividerReady && !portTaken
        && !((_crStages & 1) != 0 && _divide!.CrWrites != 0) && !((_xerStages & 1) != 0 && _divide!.WritesXer);

    private void StepDivider(MicroOp? issued, bool divideWrites, long cycle)
    {
        if (divideWrites)
        {
            if (cycle > _dividerReady && _state.Has(Machine.Quirks.LateDivideWritesZero))
            {
                _data.LoseQuotient(_divide!);
            }

            _dividing = false;
        }

        if (issued is { Unit: CoreUnit.Divider })
        {
            _dividing = true;
            _divide = issued;
            _dividerReady = cycle + _parameters.DivideLatency;
        }
    }

    private IssueState NextState(IssueState state, MicroOp? op, bool isTarget, bool interrupt, bool stalled)
    {
        var halts = op is { IsHalt: true };
        var synchronizes = op is { IsContextSynchronizing: true };
        switch (state)
        {
            case IssueState.Reset:
                return !_decode.IsValid ? IssueState.Reset : halts ? IssueState.SyncToHalt : synchronizes ? IssueState.Sync : IssueState.Fetch;
            case IssueState.Fetch:
                return _branchRedirects ? IssueState.Jumping : interrupt ? IssueState.InterruptSync0
                    : halts ? IssueState.SyncToHalt : synchronizes ? IssueState.Sync : IssueState.Fetch;
            case IssueState.Jumping:
                return !isTarget ? IssueState.Jumping : halts ? IssueState.SyncToHalt : interrupt ? IssueState.InterruptSync0
                    : synchronizes ? IssueState.Sync : IssueState.Fetch;
            case IssueState.Halt:
                return !IsWakingUp ? IssueState.Halt : _branchRedirects ? IssueState.Jumping : interrupt ? IssueState.InterruptSync0
                    : synchronizes ? IssueState.Sync : IssueState.Fetch;
            case IssueState.Sync:
                return IsPipeEmpty(stalled) ? IssueState.Fetch : IssueState.Sync;
            case IssueState.SyncToHalt:
                return _branchRedirects ? IssueState.Jumping : isTarget ? IssueState.Fetch : IsPipeEmpty(stalled) ? IssueState.Halt : IssueState.SyncToHalt;
            case IssueState.InterruptSync0:
                return isTarget ? IssueState.InterruptSync1 : IssueState.InterruptSync0;
            default:
                return IsPipeEmpty(stalled) ? IssueState.Fetch : IssueState.InterruptSync1;
        }
    }

    private void SavePc(MicroOp? op, MicroOp? issued)
    {
        if (issued is not null)
        {
            _savedPc = (_losesResults ? issued.IsBranch : !issued.IsLastStep) ? _decode.Pc : _decode.Next;
        }
        else if (op is { IsHalt: true })
        {
            _savedPc = _decode.Pc;
        }
    }

    private void CountStall(
        long cycle, IssueState state, MicroOp? op, bool ready, StallCause cause, StallCause unitCause, bool stalled, bool frozen, bool holdStream,
        bool ignores)
    {
        var passes = !holdStream && !ignores && state <= IssueState.Jumping && op is not null && (op.IsNop || op.IsHalt) && !_branchRedirects;
        if (passes)
        {
            Instructions++;
            _probe.Pass(cycle, _decode.Pc * 4, op!);
        }

        var reason = state switch
        {
            IssueState.Sync => StallCause.Sync,
            IssueState.SyncToHalt or IssueState.Halt => StallCause.Sleep,
            IssueState.InterruptSync0 or IssueState.InterruptSync1 => StallCause.InterruptEntry,
            IssueState.Jumping when ignores => StallCause.Redirect,
            IssueState.Reset when ignores => StallCause.Startup,
            _ when _branchRedirects => StallCause.Redirect,
            _ when frozen => StallCause.InstructionFetch,
            _ when stalled => StallCause.Divider,
            _ when !ready => cause,
            _ when op is { IsHalt: true } => StallCause.Sleep,
            _ when op is { IsContextSynchronizing: true } && op.IsNop => StallCause.Sync,
            _ when op is { IsNop: true } => StallCause.Nop,
            _ => unitCause,
        };
        _stalls[(int)reason]++;
        _probe.Stall(cycle, _decode.Pc * 4, reason);
    }
}
