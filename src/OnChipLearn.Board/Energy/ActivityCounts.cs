using System.Runtime.CompilerServices;

namespace OnChipLearn.Board.Energy;

/// <summary>One counter per <see cref="Activity"/>: the numbers of an interval, as plain data of fixed size.</summary>
[InlineArray(Length)]
public struct ActivityCounts : IEquatable<ActivityCounts>
{
    /// <summary>Number of counters.</summary>
    public const int Length = (int)Activity.PpuIdleCycles + 1;

    private long _first;

    /// <summary>The counter of an activity.</summary>
    public long this[Activity activity]
    {
        readonly get => this[(int)activity];
        set => this[(int)activity] = value;
    }

    /// <summary>What happened since <paramref name="earlier"/>, for counters that only grow.</summary>
    public readonly ActivityCounts Since(in ActivityCounts earlier)
    {
        ActivityCounts difference = default;
        for (var i = 0; i < Length; i++)
        {
            difference[i] = this[i] - earlier[i];
        }

        return difference;
    }

    /// <summary>Adds other counts to these.</summary>
    public void Add(in ActivityCounts other)
    {
        for (var i = 0; i < Length; i++)
        {
            this[i] += other[i];
        }
    }

    public readonly bool Equals(ActivityCounts other)
    {
        for (var i = 0; i < Length; i++)
        {
            if (this[i] != other[i])
            {
                return false;
            }
        }

        return true;
    }

    public override readonly bool Equals(object? obj) => obj is ActivityCounts other && Equals(other);

    public override readonly int GetHashCode()
    {
        var hash = default(HashCode);
        for (var i = 0; i < Length; i++)
        {
            hash.Add(this[i]);
        }

        return hash.ToHashCode();
    }

    public static bool operator ==(ActivityCounts left, ActivityCounts right) => left.Equals(right);

    public static bool operator !=(ActivityCounts left, ActivityCounts right) => !left.Equals(right);
}
