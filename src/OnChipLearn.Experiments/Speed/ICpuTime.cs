namespace OnChipLearn.Experiments.Speed;

/// <summary>CPU time of this process, all threads. The caller brings it: this project has no clock.</summary>
public interface ICpuTime
{
    /// <summary>Seconds since some moment.</summary>
    double Seconds { get; }
}
