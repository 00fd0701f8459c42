namespace OnChipLearn.Board.Bus;

/// <summary>The board's time in nanoseconds since power-up. It moves when the bus transfers bits and when its owner says so; never by itself.</summary>
public sealed class BoardClock
{
    /// <summary>Now, in ns.</summary>
    public long Nanoseconds { get; private set; }

    /// <summary>Raised after time has passed, with the new time in ns: whoever simulates the chip brings it up to that time.</summary>
    public event Action<long>? Advanced;

    /// <summary>Lets <paramref name="nanoseconds"/> (0 or more) pass.</summary>
    public void Advance(long nanoseconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nanoseconds);
        Nanoseconds += nanoseconds;
        Advanced?.Invoke(Nanoseconds);
    }

    /// <summary>The same for drivers, which state their waits as a <see cref="TimeSpan"/>.</summary>
    public void Advance(TimeSpan time) => Advance((long)(time.TotalNanoseconds + 0.5));
}
