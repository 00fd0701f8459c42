namespace OnChipLearn.Experiments.Speed;

/// <summary>A part of the speed table: measures the lines that belong together. A part that cannot be measured returns its lines without figures.</summary>
public interface ISpeedPart
{
    /// <summary>Shown while it runs.</summary>
    string Name { get; }

    IReadOnlyList<SpeedLine> Measure(ICpuTime time);
}
