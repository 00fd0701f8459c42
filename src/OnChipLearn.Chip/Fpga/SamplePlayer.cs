using OnChipLearn.Analog;
using OnChipLearn.Chip.Configuration;
using PpuSim.AddressMap;

namespace OnChipLearn.Chip.Fpga;

/// <summary>
/// The environment: a data set as event lists with labels, loaded before the start. A processor asks for a sample by number; the sample is played
/// at the next trial start of the fixed grid. The player knows no weight, gradient or result.
/// </summary>
public sealed class SamplePlayer
{
    private readonly TrialConfiguration _trials;
    private IReadOnlyList<PlayerSample> _samples = [];
    private long _lastStart = -1;
    private int _pending = -1;
    private long _scheduled = -1;

    internal SamplePlayer(TrialConfiguration trials) => _trials = trials;

    /// <summary>Samples loaded.</summary>
    public int SampleCount => _samples.Count;

    /// <summary>Trials begun.</summary>
    public long TrialsBegun { get; private set; }

    /// <summary>Cycle at which the last trial began; -1 before the first.</summary>
    public long LastStart => TrialsBegun == 0 ? -1 : _lastStart;

    /// <summary>Sample of the trial that began last; -1 before the first.</summary>
    public int LastSample { get; private set; } = -1;

    /// <summary>Periods between the first and the last trial in which no request was waiting.</summary>
    public long MissedDeadlines { get; private set; }

    /// <summary>Requests that were replaced by a later one before they were played.</summary>
    public long ReplacedRequests { get; private set; }

    /// <summary>Requests for samples that do not exist.</summary>
    public long RefusedRequests { get; private set; }

    /// <summary>Loads the data set.</summary>
    /// <exception cref="ChipInputException">A sample cannot be played, or its record would not fit.</exception>
    public void Load(IReadOnlyList<PlayerSample> samples, string source = "data set")
    {
        int room = _trials.RecordWords - TrialRecordMap.HeaderWords;
        for (int n = 0; n < samples.Count; n++)
        {
            samples[n].Validate(source, n, _trials.DurationCycles);
            if (samples[n].Events.Count > room)
            {
                throw new ChipInputException(source, $"sample {n}.events", $"{samples[n].Events.Count} events", $"at most {room}, so that the record fits");
            }
        }

        _samples = samples;
    }

    /// <summary>A request arrives; returns the cycle of the trial start to schedule, or -1 if one is scheduled already or the request is refused.</summary>
    internal long Ask(uint number, long cycle)
    {
        if (number >= _samples.Count)
        {
            RefusedRequests++;
            return -1;
        }

        bool waiting = _pending >= 0;
        _pending = (int)number;
        if (waiting)
        {
            ReplacedRequests++;
            return -1;
        }

        if (_lastStart < 0)
        {
            _scheduled = (cycle + PpuClock.CyclesPerTick) / PpuClock.CyclesPerTick * PpuClock.CyclesPerTick;
            return _scheduled;
        }

        long periods = Math.Max(1, (cycle - _lastStart + _trials.PeriodCycles) / _trials.PeriodCycles);
        MissedDeadlines += periods - 1;
        _scheduled = _lastStart + (periods * _trials.PeriodCycles);
        return _scheduled;
    }

    /// <summary>The scheduled trial starts: its number from 0, and its sample.</summary>
    internal (long Trial, int Number, PlayerSample Sample) Start()
    {
        int number = _pending;
        _pending = -1;
        _lastStart = _scheduled;
        LastSample = number;
        return (TrialsBegun++, number, _samples[number]);
    }
}
