namespace OnChipLearn.Experiments.Speed;

/// <summary>The two ways to measure.</summary>
public static class CpuTimeExtensions
{
    private const int WarmUps = 50;

    /// <summary>CPU seconds of one action.</summary>
    public static double SecondsOf(this ICpuTime time, Action action)
    {
        var start = time.Seconds;
        action();
        return time.Seconds - start;
    }

    /// <summary>
    /// Microseconds per operation: the least over <paramref name="rounds"/> runs after warming up, because a run pays for what else the machine
    /// does and for code that is still being optimised.
    /// </summary>
    public static double MicrosecondsPerOperation(this ICpuTime time, ISpeedWorkload workload, int rounds)
    {
        for (var i = 0; i < WarmUps; i++)
        {
            workload.Run();
        }

        return 1e6 / workload.Operations * Enumerable.Range(0, rounds).Min(_ => time.SecondsOf(workload.Run));
    }
}
