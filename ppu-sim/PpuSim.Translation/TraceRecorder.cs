using PpuSim.Timing;

namespace PpuSim.Translation;

/// <summary>
/// Collects the orders of one run of control. Where the run repeats what traces have already done, orders are neither executed nor recorded and questions
/// get the answers of then; behind that everything is real.
/// </summary>
internal sealed class TraceRecorder : IDerivedState
{
    private readonly List<TraceAction> _actions = [];
    private readonly List<(ActionKind Kind, long Answer)> _past = [];
    private int _repeated;

    /// <summary>The last order had been executed before: its observer has heard of it.</summary>
    public bool HasJustRepeated { get; private set; }

    /// <summary>That order was an access to the SRAM.</summary>
    public bool HasRepeatedSramAccess { get; private set; }

    public bool IsRecording { get; private set; }

    /// <summary>A branch was looked up or resolved, or a port has answered: the trace ends with the cycle.</summary>
    public bool HasForked { get; private set; }

    /// <summary>First cycle of the run.</summary>
    public long Start { get; private set; }

    /// <summary>Present cycle.</summary>
    public long Now { get; set; }

    public TraceAction[] Actions => [.. _actions];

    public void Begin(long start)
    {
        Start = Now = start;
        _actions.Clear();
        _past.Clear();
        _repeated = 0;
        IsRecording = true;
        HasForked = false;
    }

    /// <summary>Lets the run repeat the orders of a trace, and of those that it comes from, up to an action.</summary>
    public void Repeat(Trace trace, int actions)
    {
        if (trace.Parent is not null)
        {
            Repeat(trace.Parent, trace.ParentAction);
            _past.Add((trace.Parent.Actions[trace.ParentAction].Kind, trace.Answer));
        }

        for (var k = 0; k < actions; k++)
        {
            _past.Add((trace.Actions[k].Kind, trace.Actions[k].Expected));
        }
    }

    /// <summary>The last order to repeat: a question whose answer was not the expected one.</summary>
    public void Repeat(ActionKind question, long answer) => _past.Add((question, answer));

    public void End() => IsRecording = HasJustRepeated = false;

    public void Add(in TraceAction action) => _actions.Add(action with { At = (int)(Now - Start) });

    public void Fork() => HasForked = true;

    /// <summary>True when an order has been executed before.</summary>
    /// <param name="kind">The order.</param>
    /// <param name="answer">Answer of then.</param>
    public bool Repeats(ActionKind kind, out long answer)
    {
        answer = 0;
        HasJustRepeated = _repeated < _past.Count;
        if (!HasJustRepeated)
        {
            return false;
        }

        (var past, answer) = _past[_repeated++];
        HasRepeatedSramAccess = past is ActionKind.Load or ActionKind.Store or ActionKind.SerialLoad or ActionKind.SerialStore
            || (past is ActionKind.Transfer or ActionKind.SerialTransfer && (answer & Datapath.UsedSram) != 0);
        return past == kind ? true : throw new InvalidOperationException($"control repeats {kind} where it ordered {past}: its state is incomplete");
    }
}
