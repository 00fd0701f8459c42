using PpuSim.Timing;

namespace PpuSim.Translation;

/// <summary>Two cores with one world.</summary>
public sealed partial class TranslatedCore<TProbe, TCounter>
{
    // Where replay has stopped until the other core has caught up.
    private Waiting? _waiting;

    // A step of the interpreter could not take place yet.
    private bool _isHeldUp;

    public long Horizon => _waiting?.AccessCycle ?? (_gate.BeforeAccess is null ? _core.Cycle : Math.Max(_gate.Last, _core.Cycle));

    public long Reached => _waiting is { } waiting ? waiting.AccessCycle + 1 : Horizon;

    public Action<long>? BeforeAccess
    {
        get => _gate.BeforeAccess;
        set => _gate.BeforeAccess = value;
    }

    public long LongestSilence
    {
        get => _gate.LongestSilence;
        set => _gate.LongestSilence = value;
    }

    public void Share(uint address, int bytes) => _core.Live.Share(address, bytes);

    public bool IsShared(uint address) => _core.Live.IsShared(address) && !_core.Live.Instructions.IsFetched(address);

    public void Follow(long limit, long permitted)
    {
        _gate.Permitted = permitted;
        _isHeldUp = false;
        if (_waiting is { } waiting)
        {
            if (waiting.AccessCycle >= permitted)
            {
                return;
            }

            _waiting = null;
            if (!GoOn(Resume(waiting, limit), limit))
            {
                return;
            }
        }

        while (_core.Cycle < limit)
        {
            if (!_core.IsAsleep)
            {
                if (!Advance(limit))
                {
                    return;
                }
            }
            else if (_core.CanWake)
            {
                _core.RunAsleep(limit);
            }
            else
            {
                return;
            }
        }
    }

    private PipelineState? Resume(in Waiting waiting, long limit) => waiting.IsAccess
        ? Replay(waiting.Trace, waiting.Action, waiting.Cycle, Math.Min(limit, _core.NextTimerEvent), limit)
        : _writer.GoOn(waiting.Trace, waiting.Action, waiting.Answer, waiting.Cycle, limit);

    // An access that has to wait, or an unknown answer: the cycle with it is done by the interpreter, with all accesses that it has.
    private PipelineState? Interrupted(in Waiting waiting, long limit)
    {
        if (waiting.IsAccess || (_gate.BeforeAccess is null && waiting.AccessCycle >= _gate.Permitted))
        {
            _waiting = waiting;
            return null;
        }

        return _writer.GoOn(waiting.Trace, waiting.Action, waiting.Answer, waiting.Cycle, limit);
    }

    // The core itself still is where the chain of traces began, in Cycle.
    private readonly record struct Waiting(Trace Trace, int Action, bool IsAccess, long? Answer, long Cycle)
    {
        public long AccessCycle => Cycle + Trace.Actions[Action].At;
    }
}
