namespace OnChipLearn.Board.Energy;

/// <summary>An interval of an experiment as the energy meter takes it: when it ends, who owns its time, what was counted, which samples it finished.</summary>
public sealed class ActivityInterval(long untilNanoseconds, EnergyPhase owner)
{
    private readonly ActivityCounts[] _counts = new ActivityCounts[EnergyMeter.Phases];
    private readonly long[] _finished = new long[EnergyMeter.Phases];
    private readonly long[] _owned = new long[EnergyMeter.Phases];

    /// <summary>End of the interval, ns since power-up.</summary>
    public long UntilNanoseconds { get; } = untilNanoseconds;

    /// <summary>The phase that pays for standing power, unless <see cref="Owned"/> divides the interval.</summary>
    public EnergyPhase Owner { get; } = owner;

    /// <summary>Counts of a phase, to fill in.</summary>
    public ref ActivityCounts Counts(EnergyPhase phase) => ref _counts[(int)phase];

    /// <summary>Samples of a phase that end with the interval, to fill in.</summary>
    public ref long Finished(EnergyPhase phase) => ref _finished[(int)phase];

    /// <summary>Time that a phase owns, ns, to fill in if the interval belongs to several phases; the sum is then the interval's length.</summary>
    public ref long Owned(EnergyPhase phase) => ref _owned[(int)phase];

    /// <summary>Gives the interval to a meter.</summary>
    public void RecordIn(EnergyMeter meter)
    {
        if (_owned.AsSpan().ContainsAnyExcept(0))
        {
            meter.Record(UntilNanoseconds, _owned, _counts);
        }
        else
        {
            meter.Record(UntilNanoseconds, Owner, _counts);
        }

        for (var phase = 0; phase < _finished.Length; phase++)
        {
            meter.FinishSamples((EnergyPhase)phase, _finished[phase]);
        }
    }
}
