namespace OnChipLearn.EventProp.Training;

/// <summary>The state of a trainer after some epochs.</summary>
/// <param name="Settings">Settings of the trainer.</param>
/// <param name="Epoch">Epochs done.</param>
/// <param name="Weights">The engine's weights.</param>
/// <param name="OptimizerState">The optimizer's state.</param>
public sealed record Checkpoint(TrainingSettings Settings, int Epoch, double[] Weights, double[] OptimizerState);
