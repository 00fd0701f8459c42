using OnChipLearn.Experiments.Speed;

namespace OnChipLearn.Cli;

/// <summary>Measures workloads in CPU time of the process, so that other users of the machine count less than with a wall clock.</summary>
internal static class CpuClock
{
    private const int WarmUps = 50;

    /// <summary>Microseconds per operation: the least over <paramref name="rounds"/> runs after warming up.</summary>
    public static double MicrosecondsPerOperation(ISpeedWorkload workload, int rounds)
    {
        for (var i = 0; i < WarmUps; i++)
        {
            workload.Run();
        }

        var least = double.PositiveInfinity;
        for (var i = 0; i < rounds; i++)
        {
            var start = Environment.CpuUsage.TotalTime;
            workload.Run();
            least = Math.Min(least, (Environment.CpuUsage.TotalTime - start).TotalMicroseconds / workload.Operations);
        }

        return least;
    }
}
