namespace OnChipLearn.Experiments.Speed;

/// <summary>EventProp on the host.</summary>
/// <param name="dataFolder">Folder with the six Yin-Yang arrays.</param>
/// <param name="rounds">Runs of each workload; the fastest counts.</param>
public sealed class EventPropSpeed(string dataFolder, int rounds) : ISpeedPart
{
    private const string Unit = "us/sample";

    public string Name => "EventProp on the host";

    public IReadOnlyList<SpeedLine> Measure(ICpuTime time)
    {
        var workloads = new EventPropWorkloads(dataFolder);
        double Of(ISpeedWorkload workload) => time.MicrosecondsPerOperation(workload, rounds);
        return
        [
            new("floatForwardMicrosecondsPerSample", "EventProp 5-120-3, first-spike form, forward", Unit, null, Of(workloads.ClosedForward)),
            new("floatBackwardMicrosecondsPerSample", "the same, forward and backward", Unit, SpeedBar.AtMost(6), Of(workloads.ClosedBoth)),
            new("eventDrivenForwardMicrosecondsPerSample", "EventProp 5-120-3, event-driven code, forward", Unit, null, Of(workloads.GeneralForward)),
            new("eventDrivenMicrosecondsPerSample", "the same, forward and backward", Unit, SpeedBar.AtMost(20), Of(workloads.GeneralBoth)),
            new(
                "floatMicrosecondsPerSample", "EventProp 5-120-3, first-spike form, training with Adam", Unit, SpeedBar.AtMost(3), Of(workloads.ClosedTraining)),
        ];
    }
}
