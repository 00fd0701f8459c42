namespace OnChipLearn.Analog.Neurons;

/// <summary>What a population can do besides if its chunks may run ahead of the present, lane by lane, because no spike is far from the state of its chunk.</summary>
internal interface IRunsAhead
{
    /// <summary>Remembers the state of chunks.</summary>
    void Remember(uint chunks);

    /// <summary>Takes back the state that was remembered.</summary>
    void Recall(uint chunks);

    /// <summary>Brings chunks through the steps that reach them.</summary>
    /// <param name="chunks">Chunks.</param>
    /// <param name="steps">Steps, at least one.</param>
    /// <param name="spikes">Receives the spikes up to the last of them, those of a lane in their order.</param>
    void Sweep(uint chunks, ReadOnlySpan<PulseStep> steps, SpikeTrain spikes);

    /// <summary>Fires all crossings of chunks up to <paramref name="cycle"/>; the state stays where it is.</summary>
    void FireAll(uint chunks, long cycle, SpikeTrain spikes);
}
