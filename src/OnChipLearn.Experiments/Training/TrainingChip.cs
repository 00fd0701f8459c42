using OnChipLearn.Analog.Imperfection;

namespace OnChipLearn.Experiments.Training;

/// <summary>The chip of a training: a preset makes one instance per seed, a file is one instance.</summary>
public static class TrainingChip
{
    /// <summary>The chip that <see cref="TrainingRequest.Chip"/> and a seed name: the same one for every engine.</summary>
    public static ChipInstance Of(TrainingRequest request, ulong seed) => File.Exists(request.Chip)
        ? ChipInstanceFile.Read(File.ReadAllText(request.Chip), request.Chip)
        : ChipInstance.Create(ChipInstanceFile.ParsePreset(request.Chip, "--chip"), seed + 1);
}
