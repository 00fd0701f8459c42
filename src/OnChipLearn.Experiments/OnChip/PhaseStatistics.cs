namespace OnChipLearn.Experiments.OnChip;

/// <summary>Cycles (4 ns) of one processor in training phases.</summary>
/// <param name="Wait">From the end of learning to the completed record.</param>
/// <param name="Acquire">From the completed record until its words are in the SRAM; on path event-fifo with decoding, which is interleaved.</param>
/// <param name="Decode">Entering the words as spike times; 0 on path event-fifo.</param>
/// <param name="Backward">Currents, adjoints, gradients.</param>
/// <param name="Barrier">Waiting for the other processor.</param>
/// <param name="Update">Optimizer.</param>
/// <param name="Write">Writing synapses.</param>
public sealed record PhaseCycles(long Wait, long Acquire, long Decode, long Backward, long Barrier, long Update, long Write)
{
    /// <summary>From record complete to ready again.</summary>
    public long Learning => Acquire + Decode + Backward + Barrier + Update + Write;

    public long Total => Wait + Learning;
}

/// <summary>Training phases of one processor.</summary>
/// <param name="Sum">Over all training samples.</param>
/// <param name="Worst">
/// The sample with the most cycles of learning. What follows the last sample of a batch (update, writing, the barrier after it) is shared equally
/// among the samples of the batch.
/// </param>
/// <param name="Samples">Training samples.</param>
public sealed record PhaseStatistics(PhaseCycles Sum, PhaseCycles Worst, long Samples);
