namespace OnChipLearn.Analog.Neurons;

/// <summary>The pulses of one cycle to come.</summary>
internal sealed class PulseStep
{
    private const int FirstPulses = 8; // of either sign; more are made room for

    /// <summary>When they act.</summary>
    public long Cycle { get; set; }

    /// <summary>The pulses.</summary>
    public RowPulses Pulses { get; } = new(FirstPulses);
}
