namespace OnChipLearn.Experiments.Speed;

/// <summary>The analog core beside auto-vectorized C of the same plain loop.</summary>
public sealed class AnalogBaselineSpeed : ISpeedPart
{
    public string Name => "analog core beside C";

    public IReadOnlyList<SpeedLine> Measure(ICpuTime time) =>
    [
        new("analogOverC", "plain LIF loop, 256 rows to 512 neurons on a 0.1 us grid, over auto-vectorized C", "", SpeedBar.AtLeast(1), null, "not part of this command yet"),
    ];
}
