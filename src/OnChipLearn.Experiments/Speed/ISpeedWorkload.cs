namespace OnChipLearn.Experiments.Speed;

/// <summary>Something that takes time. It keeps none itself.</summary>
public interface ISpeedWorkload
{
    /// <summary>Field of the JSON result: camelCase with the unit, microseconds per operation.</summary>
    string Field { get; }

    /// <summary>One sentence for the table.</summary>
    string Description { get; }

    /// <summary>Operations of one <see cref="Run"/>.</summary>
    int Operations { get; }

    /// <summary>Does them.</summary>
    void Run();
}
