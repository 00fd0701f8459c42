namespace OnChipLearn.Experiments.Checkpoints;

/// <summary>A checkpoint that cannot be used, or a state that cannot be saved. The message names file, field, value and what was expected.</summary>
public sealed class CheckpointException(string source, string field, object? value, string expected)
    : Exception($"{source}: {field}: {value}, expected {expected}");
