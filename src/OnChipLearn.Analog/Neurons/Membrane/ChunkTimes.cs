namespace OnChipLearn.Analog.Neurons.Membrane;

/// <summary>Where the chunks of a hemisphere are in time, an entry per chunk.</summary>
internal readonly unsafe struct ChunkTimes(long* origin, long* later, long* epoch, float* nextRelease, float* length)
{
    /// <summary>No cycle.</summary>
    public const long Unknown = long.MinValue;

    /// <summary>Cycles after which release times are counted from a new origin, to keep them exact in float.</summary>
    public const int EpochLength = 1 << 18;

    /// <summary>Cycle of the state.</summary>
    public readonly long* Origin = origin;

    /// <summary>Cycle of the Later fields, or <see cref="Unknown"/>.</summary>
    public readonly long* Later = later;

    /// <summary>Cycle that release times are counted from.</summary>
    public readonly long* Epoch = epoch;

    /// <summary>First end of a refractory time after the epoch, or infinity.</summary>
    public readonly float* NextRelease = nextRelease;

    /// <summary>Length in cycles of the interval that was passed last.</summary>
    public readonly float* Length = length;
}
