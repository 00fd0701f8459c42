namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>A run whose firmware has a mirror in float64 with switchable sources of error.</summary>
public interface IMirroredGradientRun : IFirmwareGradientRun
{
    /// <summary>The firmware's computation on the spikes of the last sample with the given error sources in effect.</summary>
    void Mirror(ErrorSources inEffect, Span<double> descent);

    /// <summary>
    /// The same on the spikes that float64 neurons emit for the sample, with time and weight resolution in effect or not; with none in effect and
    /// <paramref name="reference"/>, float64 EventProp itself.
    /// </summary>
    void Nominal(ErrorSources inEffect, bool reference, Span<double> descent);
}
