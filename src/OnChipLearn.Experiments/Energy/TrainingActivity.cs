using OnChipLearn.Analog;
using OnChipLearn.Board.Energy;
using OnChipLearn.Board.Rails;
using OnChipLearn.Chip;

namespace OnChipLearn.Experiments.Energy;

/// <summary>
/// Activity of a training run on a chip, cut at the starts of trials: a training trial up to the next start is <see cref="EnergyPhase.Training"/>,
/// a trial of the validation or test set <see cref="EnergyPhase.Inference"/>, what comes before the first of them <see cref="EnergyPhase.Other"/>.
/// Trials are merged to intervals of at least 1/500 of the time so far, so that the log of a long run stays short; a few trials are resolved
/// in steps of 1 us for plots. Looking allocates nothing but the intervals.
/// </summary>
/// <param name="chip">The chip; its cycle 0 is the power-up of the board.</param>
/// <param name="processors">Reads the counters of both processors since the start.</param>
/// <param name="trainingSamples">Samples of the player below this number are training samples.</param>
/// <param name="table">Energy per event.</param>
public sealed class TrainingActivity(HicannX chip, Func<ActivityCounts> processors, int trainingSamples, EnergyTable table)
{
    /// <summary>The first trial that is resolved in fine steps, from 1; the ones before are the start of the first batch.</summary>
    public const int FirstFineTrial = 3;

    /// <summary>Trials that are resolved in fine steps.</summary>
    public const int FineTrials = 12;

    private const int NanosecondsPerCycle = 4;
    private const int FineCycles = PpuClock.CyclesPerMicrosecond;
    private const int IntervalsPerAge = 500;

    // The first trial only measures the latency of the link; no sample is learned from it.
    private const int PreparingTrials = 1;
    private readonly List<ActivityInterval> _intervals = [];
    private readonly ActivityCounts[] _pending = new ActivityCounts[EnergyMeter.Phases];
    private readonly long[] _owned = new long[EnergyMeter.Phases];
    private readonly long[] _finished = new long[EnergyMeter.Phases];
    private ActivityCounts _seen = Counts(chip, processors);
    private long _lookedAt = chip.Now;
    private long _takenAt = chip.Now;
    private long _intervalStart = chip.Now;
    private long _trials = chip.Player.TrialsBegun;
    private EnergyPhase _phase = EnergyPhase.Other;
    private bool _closed;

    /// <summary>Energy so far, in whole intervals.</summary>
    public EnergyMeter Meter { get; } = new(table, new RailTrace());

    /// <summary>The intervals so far, in the order of time.</summary>
    public IReadOnlyList<ActivityInterval> Intervals => _intervals;

    /// <summary>Chip time that is resolved in fine steps, ns; empty if the run ended before.</summary>
    public (long From, long To) FineNanoseconds { get; private set; }

    /// <summary>Chip cycle at which to look next: where the next trial may start, or the next fine step.</summary>
    public long NextLook
    {
        get
        {
            if (chip.Player.LastStart is not (>= 0 and var start))
            {
                return chip.Now + FineCycles;
            }

            long period = chip.Configuration.Trials.PeriodCycles;
            var grid = start + (((chip.Now - start) / period) + 1) * period;
            return Fine ? Math.Min(grid, chip.Now + FineCycles) : grid;
        }
    }

    // Of the last trial that has begun.
    private EnergyPhase PresentPhase => chip.Player.TrialsBegun <= PreparingTrials ? EnergyPhase.Other
        : chip.Player.LastSample < trainingSamples ? EnergyPhase.Training
        : EnergyPhase.Inference;

    private bool Fine => _trials is >= FirstFineTrial and < FirstFineTrial + FineTrials;

    /// <summary>Takes what was counted since the last look.</summary>
    public void Look()
    {
        if (_closed || chip.Now == _lookedAt)
        {
            return;
        }

        // Counts are read only where an interval or a phase ends: processors may have to add up first.
        _lookedAt = chip.Now;
        var fine = Fine;
        var started = chip.Player.TrialsBegun != _trials;
        if (started)
        {
            if (PresentPhase != _phase)
            {
                Take();
            }

            EndTrial();
            BeginTrial();
        }

        if (fine || Fine || (started && (chip.Now - _intervalStart) * IntervalsPerAge >= chip.Now))
        {
            Take();
            EndInterval();
        }
    }

    /// <summary>Ends the last trial and the log; what the chip does later is not part of the run.</summary>
    public void Close()
    {
        if (_closed)
        {
            return;
        }

        Take();
        EndTrial();
        if (_takenAt != _intervalStart)
        {
            EndInterval();
        }

        _closed = true;
    }

    private static ActivityCounts Counts(HicannX chip, Func<ActivityCounts> processors)
    {
        var counts = processors();
        counts.Add(ChipActivity.Read(chip));
        return counts;
    }

    private void Take()
    {
        var counts = Counts(chip, processors);
        _pending[(int)_phase].Add(counts.Since(_seen));
        _owned[(int)_phase] += (chip.Now - _takenAt) * NanosecondsPerCycle;
        _seen = counts;
        _takenAt = chip.Now;
    }

    private void EndTrial()
    {
        if (_trials > PreparingTrials)
        {
            _finished[(int)_phase]++;
        }
    }

    private void BeginTrial()
    {
        _trials = chip.Player.TrialsBegun;
        _phase = PresentPhase;
        var now = chip.Now * NanosecondsPerCycle;
        if (_trials == FirstFineTrial)
        {
            FineNanoseconds = (now, now);
        }
        else if (_trials is > FirstFineTrial and <= FirstFineTrial + FineTrials)
        {
            FineNanoseconds = (FineNanoseconds.From, now);
        }
    }

    private void EndInterval()
    {
        var owner = (EnergyPhase)_owned.AsSpan().IndexOf(_owned.Max());
        var interval = new ActivityInterval(_takenAt * NanosecondsPerCycle, owner);
        for (var phase = 0; phase < EnergyMeter.Phases; phase++)
        {
            interval.Counts((EnergyPhase)phase) = _pending[phase];
            interval.Finished((EnergyPhase)phase) = _finished[phase];
            interval.Owned((EnergyPhase)phase) = _owned[phase];
        }

        Array.Clear(_pending);
        Array.Clear(_finished);
        Array.Clear(_owned);
        _intervalStart = _takenAt;
        _intervals.Add(interval);
        interval.RecordIn(Meter);
    }
}
