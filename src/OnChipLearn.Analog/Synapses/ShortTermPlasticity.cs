using OnChipLearn.Analog.Simd;

namespace OnChipLearn.Analog.Synapses;

/// <summary>
/// Short-term plasticity in the driver after Tsodyks and Markram, in the form of the chip: one stored voltage R per row pair.
/// Each event uses a fraction u of R, between events R recovers exponentially to 1. Depression sends R, facilitation 1 - R.
/// The published register map gives codes, not time constants; the mapping here is u = (utilization + 1)/32,
/// recovery time (recovery + 1) * 5 us, eight times that with <see cref="SlowRecovery"/>, and an amplitude offset of offset/16.
/// </summary>
public readonly record struct ShortTermPlasticity
{
    /// <summary>Microseconds of recovery time per code step.</summary>
    public const double RecoveryStepUs = 5;

    /// <summary>Off: every event has amplitude 1.</summary>
    public bool Enabled { get; init; }

    /// <summary>Facilitation instead of depression.</summary>
    public bool Facilitates { get; init; }

    /// <summary>Utilization code 0..15.</summary>
    public byte Utilization { get; init; }

    /// <summary>Recovery code 0..15.</summary>
    public byte Recovery { get; init; }

    /// <summary>Eightfold recovery time.</summary>
    public bool SlowRecovery { get; init; }

    /// <summary>Amplitude offset code 0..15.</summary>
    public byte Offset { get; init; }

    /// <summary>Fraction of the resource that one event uses.</summary>
    public double UtilizationFraction => (Utilization + 1) / 32.0;

    /// <summary>Recovery time constant in cycles.</summary>
    public double RecoveryCycles => (Recovery + 1) * RecoveryStepUs * PpuClock.CyclesPerMicrosecond * (SlowRecovery ? 8 : 1);

    /// <summary>Amplitude of an event, and the resource after it.</summary>
    /// <param name="resource">Resource after the last event, 0..1.</param>
    /// <param name="elapsedCycles">Cycles since the last event.</param>
    public (float Amplitude, double Resource) Event(double resource, double elapsedCycles)
    {
        double recovered = 1 - ((1 - resource) * Exponential.OfDouble(-Math.Min(elapsedCycles / RecoveryCycles, 600)));
        double amplitude = (Facilitates ? 1 - recovered + UtilizationFraction : recovered) + (Offset / 16.0);
        return ((float)Math.Min(amplitude, 1), recovered * (1 - UtilizationFraction));
    }
}
