namespace OnChipLearn.EventProp.Training;

/// <summary>The optimizers.</summary>
public enum OptimizerKind
{
    /// <summary><see cref="Training.Adam"/>.</summary>
    Adam,

    /// <summary><see cref="GradientDescent"/> without momentum.</summary>
    Sgd,

    /// <summary><see cref="GradientDescent"/> with momentum 0.9.</summary>
    Momentum,
}
