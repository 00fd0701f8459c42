namespace OnChipLearn.Experiments.Speed;

/// <summary>Something that takes time. It keeps none itself.</summary>
public interface ISpeedWorkload
{
    /// <summary>Operations of one <see cref="Run"/>.</summary>
    int Operations { get; }

    /// <summary>Does them.</summary>
    void Run();
}
