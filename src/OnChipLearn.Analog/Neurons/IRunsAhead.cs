namespace OnChipLearn.Analog.Neurons;

/// <summary>What a population can do besides if its chunks may run ahead of the present, lane by lane, because no spike is far from the state of its chunk.</summary>
internal interface IRunsAhead
{
    /// <summary>Remembers the state of chunks.</summary>
    void Remember(uint chunks);

    /// <summary>Takes back the state that was remembered.</summary>
    void Recall(uint chunks);

    /// <summary>Prepares chunks for <see cref="Pass"/>; after their state has been changed by anything else.</summary>
    void Freeze(uint chunks);

    /// <summary>Brings chunks to a cycle and lets pulses act there, where that can be done in one go.</summary>
    /// <param name="chunks">Chunks.</param>
    /// <param name="cycle">Cycle.</param>
    /// <param name="pulses">Pulses of the cycle.</param>
    /// <param name="spikes">Receives the spikes up to the cycle.</param>
    /// <returns>Chunks that have been left as they were.</returns>
    uint Pass(uint chunks, long cycle, RowPulses pulses, SpikeTrain spikes);

    /// <summary>Fires all crossings of chunks up to <paramref name="cycle"/>; the state stays where it is.</summary>
    void FireAll(uint chunks, long cycle, SpikeTrain spikes);
}
