namespace OnChipLearn.Board.Energy;

/// <summary>What an interval of chip time, or a part of its activity, was for.</summary>
public enum EnergyPhase
{
    /// <summary>The analog core emulates a sample; its events travel.</summary>
    Inference,

    /// <summary>The PPUs compute gradients and write weights.</summary>
    Learning,

    /// <summary>Configuration, loading, waiting for the host.</summary>
    Other,

    /// <summary>
    /// A training sample as a whole, where emulation of one sample and learning from another overlap; learning is then the difference to an inference.
    /// </summary>
    Training,
}
