namespace OnChipLearn.Experiments.Speed.AnalogLoads;

/// <summary>A workload of the analog core: it emulates chip time.</summary>
public interface IAnalogWorkload : ISpeedWorkload
{
    /// <summary>Emulated microseconds of one operation.</summary>
    double EmulatedMicroseconds { get; }
}
