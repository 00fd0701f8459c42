using PpuSim.Isa;
using PpuSim.Timing;

namespace PpuSim.Profiling.Recording;

/// <summary>
/// Collects the events of a core. Each cycle is booked on one instruction and one call path: an issue on the instruction that issues; a stall on the one that
/// waits in decode, except that what a branch, sync, wait or mtmsr costs afterwards (<see cref="StallCause.Redirect"/>, <see cref="StallCause.Sync"/>,
/// <see cref="StallCause.Sleep"/>) is booked on that instruction, because decode then holds whatever comes behind it, and interrupt entry on the handler's first.
/// </summary>
public sealed class ProfileRecorder
{
    // The core starts here; decode holds nothing before its first instruction.
    private const uint ResetAddress = 0;

    private readonly AddressCounters _addresses = new();
    private readonly CallTracker _calls;
    private readonly Timeline _timeline = new();
    private readonly long[] _saturatedElements = new long[byte.MaxValue + 1];
    private long _nextCycle;
    private uint _last;
    private uint _handler;
    private uint _interrupted;
    private bool _entersHandler;

    /// <param name="functions">Functions of the program.</param>
    public ProfileRecorder(FunctionMap functions)
    {
        Functions = functions;
        _calls = new CallTracker(functions);
    }

    /// <summary>Functions of the program.</summary>
    public FunctionMap Functions { get; }

    internal AddressCounters Addresses => _addresses;

    internal CallNode Root => _calls.Root;

    internal Timeline Timeline => _timeline;

    internal long SaturatedElements(Op op) => _saturatedElements[(int)op];

    /// <summary>The run ended before <paramref name="cycle"/>: books what was slept through since the last event.</summary>
    public void Finish(long cycle) => Elapse(cycle);

    internal void Issue(long cycle, uint pc, MicroOp op)
    {
        Elapse(cycle);
        _calls.Reach(pc);
        Book(pc, CounterLayout.Issues, 1);
        if (op.IsLastStep)
        {
            Complete(pc, op);
        }

        _last = pc;
    }

    internal void Pass(uint pc, MicroOp op)
    {
        _calls.Reach(pc);
        Complete(pc, op);
        _last = pc;
    }

    internal void Stall(long cycle, uint pc, StallCause cause)
    {
        Elapse(cycle);
        switch (cause)
        {
            case StallCause.Redirect or StallCause.Sync or StallCause.Sleep:
                pc = _last;
                break;
            case StallCause.InterruptEntry:
                EnterHandler();
                pc = _handler;
                break;
            case StallCause.Startup:
                pc = ResetAddress;
                _calls.Reach(pc);
                break;
            default:
                _calls.Reach(pc);
                break;
        }

        Book(pc, CounterLayout.FirstStall + (int)cause, 1);
    }

    internal void Interrupt(uint vector, uint returnAddress)
    {
        // Something may still issue in this cycle, for the interrupted function.
        _handler = vector;
        _interrupted = returnAddress;
        _entersHandler = true;
    }

    internal void VectorExecute(MicroOp op, int saturated) => _saturatedElements[(int)op.Op] += saturated;

    // Every cycle has one event, except those that a sleeping core skips.
    private void Elapse(long cycle)
    {
        if (cycle > _nextCycle)
        {
            Book(_last, CounterLayout.FirstStall + (int)StallCause.Sleep, cycle - _nextCycle);
        }
    }

    private void EnterHandler()
    {
        if (_entersHandler)
        {
            _calls.Interrupt(_handler, _interrupted);
            _last = _handler;
            _entersHandler = false;
        }
    }

    private void Complete(uint pc, MicroOp op)
    {
        _addresses.Of(pc)[CounterLayout.Executions]++;
        _addresses.Word(pc) = op.Word;
        _calls.Current.Counters[CounterLayout.Executions]++;
        _calls.Leave(pc, op.Op, op.Word);
    }

    private void Book(uint pc, int counter, long cycles)
    {
        _addresses.Of(pc)[counter] += cycles;
        _calls.Current.Counters[counter] += cycles;
        _timeline.Add(_calls.Current, cycles);
        _nextCycle += cycles;
    }
}
