using OnChipLearn.Experiments.Speed;

namespace OnChipLearn.Cli.Bench;

/// <summary>CPU time of this process: other users of the machine count less than with a wall clock.</summary>
internal sealed class ProcessCpuTime : ICpuTime
{
    public double Seconds => Environment.CpuUsage.TotalTime.TotalSeconds;
}
