using OnChipLearn.Board.Energy;

namespace OnChipLearn.Board.Workloads;

/// <summary>
/// Plays activity into a meter as board time passes, so that monitors see a chip at work: whenever the clock moves, the intervals up to
/// then are recorded. It ends when the activity ends or the chip goes down.
/// </summary>
public sealed class LiveWorkload : IDisposable
{
    private readonly EmulatedBoard _board;
    private readonly EnergyMeter _meter;
    private readonly IEnumerator<ActivityInterval> _intervals;
    private bool _ended;

    public LiveWorkload(EmulatedBoard board, EnergyMeter meter, IEnumerable<ActivityInterval> intervals)
    {
        _board = board;
        _meter = meter;
        _intervals = intervals.GetEnumerator();
        board.Clock.Advanced += PlayUntil;
        board.Supply.WentDown += End;
        PlayUntil(board.Clock.Nanoseconds);
    }

    /// <summary>True when no more activity comes.</summary>
    public bool Ended => _ended;

    public void Dispose()
    {
        _board.Clock.Advanced -= PlayUntil;
        _board.Supply.WentDown -= End;
        _intervals.Dispose();
    }

    private void End(string reason) => _ended = true;

    private void PlayUntil(long nanoseconds)
    {
        while (!_ended && _meter.Trace.EndNanoseconds <= nanoseconds)
        {
            if (!_intervals.MoveNext())
            {
                _ended = true;
                return;
            }

            _intervals.Current.RecordIn(_meter);
        }
    }
}
