using PpuSim.Machine;

namespace PpuSim.Timing;

/// <summary>Interrupt requests, entry, sleep and wake-up (RTL int_sched.sv, interrupt_ctrl.sv).</summary>
public sealed partial class PpuCore<TProbe>
{
    private const uint AlignmentVector = 6;
    private const uint ProgramVector = 7;
    private const uint ExternalVector = 5;
    private const uint DoorbellVector = 9;
    private const uint FixedIntervalVector = 11;
    private const uint DecrementerVector = 12;

    private bool _doorbellDelayed;
    private bool _doorbellRequest;
    private uint _pinsDelayed;
    private bool _pinVector;
    private bool _pinRequest;
    private bool _doorbellTaken;
    private bool _otherTaken;
    private SleepState _sleepState;

    // Address that an asynchronous interrupt returns to, as of the last instruction that left decode (word address).
    private uint _savedPc;
    private readonly bool _losesResults;
    private bool _jumpingDelayed;

    // Trap pipeline: operand stage, execute stage, request.
    private bool _trapInOperands;
    private uint _trapOperandPc;
    private bool _trapInExecute;
    private uint _trapExecutePc;
    private bool _trapRequest;
    private uint _trapPc;

    private enum SleepState : byte
    {
        Idle,
        Sleep,
        WakeUp,
    }

    // Nothing in the request registers can change: no line moves, nothing is requested, the core is awake.
    private bool _requestsQuiet;
    private bool _doorbell;

    public bool Doorbell
    {
        get => _doorbell;
        set
        {
            _doorbell = value;
            _requestsQuiet = false;
        }
    }

    public uint Pins
    {
        get => _state.Gin;
        set
        {
            _state.Gin = value & 15;
            _requestsQuiet = false;
        }
    }

    public bool CanWake =>
        _sleepState == SleepState.WakeUp || _timers.WillRequest(Cycle)
        || ((_state.Msr & MsrBits.Ee) != 0 && (_doorbellRequest || _pinRequest || _pinVector || (Doorbell && !_doorbellDelayed) || PinsActive));

    private void ResetInterrupts()
    {
        _doorbellDelayed = _doorbellRequest = _pinVector = _pinRequest = _doorbellTaken = _otherTaken = false;
        _pinsDelayed = 0;
        _sleepState = SleepState.Idle;
        _savedPc = 0;
        _jumpingDelayed = false;
        _trapInOperands = _trapInExecute = _trapRequest = false;
        _requestsQuiet = false;
    }

    private bool PinsActive => (PinVector & PinMask) != 0;

    private uint PinMask => _state.Iccr >> 8 & 15;

    // Level pins are active while they differ from the trigger; edge pins on a change away from it.
    private uint PinVector
    {
        get
        {
            var pins = _state.Gin;
            var trigger = _state.Iccr >> 12 & 15;
            var level = _state.Iccr >> 16 & 15;
            var edge = (~_pinsDelayed ^ trigger) & (pins ^ trigger);
            return (level & (pins ^ trigger) | ~level & edge) & 15;
        }
    }

    private bool IsWakingUp => _sleepState == SleepState.WakeUp;

    // The interrupt taken in this cycle: its vector (word address), or 0. Writes the save/restore registers.
    private uint TakeInterrupt(long cycle, bool issues, out uint returnPc)
    {
        var blocked = _jumpingDelayed;
        var contextSync = _fetchState is IssueState.Sync or IssueState.SyncToHalt or IssueState.InterruptSync0 or IssueState.InterruptSync1;
        var writesDisabled = _fetchState is IssueState.InterruptSync0 or IssueState.InterruptSync1;
        if (_branchRedirects && !_losesResults)
        {
            _savedPc = _branchAddress;
        }

        returnPc = issues ? _decode.Pc : _savedPc;
        if (_executeAccess is { IsPresent: true, IsUnaligned: true } && !blocked)
        {
            returnPc = _executeAccess.Pc;
            return AlignmentVector;
        }

        if (_trapRequest && !writesDisabled && !blocked)
        {
            returnPc = _trapPc;
            return ProgramVector;
        }

        var requests = _timers.Requests;
        if (!(_pinRequest | _doorbellRequest | requests != 0) || (_state.Msr & MsrBits.Ee) == 0 || contextSync || blocked
            || (_fetchState == IssueState.Halt && !IsWakingUp))
        {
            return 0;
        }

        return _pinRequest ? ExternalVector
            : (requests & TimerBits.TsrFis) != 0 ? FixedIntervalVector
            : (requests & TimerBits.TsrDis) != 0 ? DecrementerVector
            : DoorbellVector;
    }

    // Results of the instruction that the interrupt returns to, of younger ones and, in hardware, of older ones that are not written yet.
    private void LoseResults(uint vector, long cycle)
    {
        if (_losesResults)
        {
            _history.Undo(_state, cycle + 1);
            return;
        }

        var interrupted = vector switch
        {
            AlignmentVector => cycle - 2,
            ProgramVector => cycle - 3,
            _ => cycle,
        };
        _history.Undo(_state, cycle + 1, interrupted);
        _operandWrite.IsPresent &= interrupted == cycle;
        _addressToggle = false;
    }

    private void EnterInterrupt(uint vector, uint returnPc, long cycle)
    {
        _state.Srr0 = returnPc * 4;
        _state.Srr1 = _state.Msr;
        _state.Esr = vector == ProgramVector ? EsrBits.Ptr : vector == AlignmentVector ? 0 : _state.Esr;
        _state.Msr &= MsrBits.KeptOnInterrupt;
        _probe.Interrupt(cycle, vector * 4, returnPc * 4);
    }

    private bool HasRequest =>
        (!_requestsQuiet && _doorbellRequest | _pinRequest | _trapRequest) || (_executeAccess.IsPresent & _executeAccess.IsUnaligned) || _timers.IsRequesting;

    // Clock edge of the request registers. `interrupt` = vector taken in this cycle, `ee` = MSR.EE of this cycle.
    private void StepRequests(uint interrupt, bool ee)
    {
        var sleeping = _fetchState == IssueState.Halt;
        var timerRequest = _timers.Requests != 0 && !_otherTaken;
        _sleepState = _sleepState switch
        {
            SleepState.Idle => sleeping ? SleepState.Sleep : SleepState.Idle,
            SleepState.Sleep when !sleeping => SleepState.Idle,
            SleepState.Sleep => _doorbellRequest || _pinRequest || timerRequest ? SleepState.WakeUp : SleepState.Sleep,
            _ => sleeping ? SleepState.WakeUp : SleepState.Idle,
        };

        _doorbellRequest = !_doorbellTaken && ee && (_doorbellRequest | (Doorbell & !_doorbellDelayed));
        _doorbellDelayed = Doorbell;
        _pinRequest = !_otherTaken && ee && (_pinRequest | _pinVector);
        _pinVector = PinsActive;
        _pinsDelayed = _state.Gin;
        _doorbellTaken = interrupt == DoorbellVector;
        _otherTaken = interrupt is ExternalVector or FixedIntervalVector or DecrementerVector;
        _trapRequest = _trapInExecute;
        _trapPc = _trapExecutePc;
        _trapInExecute = _trapInOperands;
        _trapExecutePc = _trapOperandPc;
        _trapInOperands = false;
        _requestsQuiet = _sleepState == SleepState.Idle && !sleeping
            && !(_doorbellRequest | _doorbellTaken | _otherTaken | _pinRequest | _pinVector | _trapRequest | _trapInExecute) && (PinVector & PinMask) == 0;
    }

    // Asleep with nothing on its way: goes on to the next cycle in which a timer or an input changes something.
    private bool SkipSleep(long limit)
    {
        if (_sleepState != SleepState.Sleep || _doorbellRequest || _pinRequest || _pinVector || Doorbell != _doorbellDelayed
            || _pinsDelayed != _state.Gin || PinsActive || _timers.Requests != 0)
        {
            return false;
        }

        var until = Math.Min(limit, _timers.NextEvent);
        if (until <= Cycle)
        {
            return false;
        }

        var skipped = until - Cycle;
        _stalls[(int)StallCause.Sleep] += skipped;
        Cycle = until;
        return true;
    }
}
