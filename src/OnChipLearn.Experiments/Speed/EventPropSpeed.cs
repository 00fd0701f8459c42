namespace OnChipLearn.Experiments.Speed;

/// <summary>EventProp on the host.</summary>
/// <param name="dataFolder">Folder with the six Yin-Yang arrays.</param>
/// <param name="rounds">Runs of each workload; the fastest counts.</param>
public sealed class EventPropSpeed(string dataFolder, int rounds) : ISpeedPart
{
    public string Name => "EventProp on the host";

    public IReadOnlyList<SpeedLine> Measure(ICpuTime time)
    {
        var workloads = new EventPropWorkloads(dataFolder);
        SpeedLine Line(ISpeedWorkload workload, double? most = null) => new(
            workload.Field, workload.Description, "us/sample", most is { } bar ? SpeedBar.AtMost(bar) : null, time.MicrosecondsPerOperation(workload, rounds));
        return
        [
            Line(workloads.ClosedForward),
            Line(workloads.ClosedBoth, most: 6),
            Line(workloads.GeneralForward),
            Line(workloads.GeneralBoth, most: 20),
            Line(workloads.ClosedTraining, most: 3),
        ];
    }
}
