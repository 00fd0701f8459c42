namespace OnChipLearn.Analog.Imperfection;

/// <summary>One chip: a seed and a preset (or its own spreads). Everything else about it follows from these.</summary>
/// <param name="Seed">Seed of the fixed pattern and of the trial noise.</param>
/// <param name="Preset">Preset that the settings started from.</param>
/// <param name="Settings">Spreads in force.</param>
public sealed record ChipInstance(ulong Seed, ImperfectionPreset Preset, ImperfectionSettings Settings)
{
    /// <summary>A chip of a preset.</summary>
    public static ChipInstance Create(ImperfectionPreset preset, ulong seed = 1) => new(seed, preset, ImperfectionPresets.Settings(preset));

    /// <summary>The nominal chip.</summary>
    public static ChipInstance Ideal { get; } = Create(ImperfectionPreset.Ideal);

    /// <summary>Draws the chip's fixed pattern.</summary>
    public FixedPattern DrawPattern() => new(Seed, Settings);
}
