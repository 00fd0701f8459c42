namespace OnChipLearn.Firmware.Rules;

/// <summary>What a rule says about the top processor's program; <see cref="HiddenSchedule{TProgram}"/> says when. Static members alone: no object exists.</summary>
public interface IHiddenProgram
{
    /// <summary>Once after the start: initial weights, latency of the link, order of samples.</summary>
    static abstract void Begin(uint[] configuration, int trainingSamples);

    /// <summary>Requests the samples of an epoch in their order and learns from them.</summary>
    static abstract void TrainEpoch(int samples, int batch);

    /// <summary>One trial without learning. The next one is not asked for before both processors have read it.</summary>
    static abstract void Play(int sample);

    /// <summary>Learning rates of the next epoch.</summary>
    static abstract void LowerRates(uint[] configuration);
}
