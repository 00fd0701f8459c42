using PpuSim.Timing;
using PpuSim.Translation;

namespace OnChipLearn.Experiments.Programs;

/// <summary>How to run one program on one core.</summary>
public sealed record ProgramRunOptions
{
    /// <summary>Two seconds of chip time.</summary>
    public const long DefaultMaxCycles = 500_000_000;

    /// <summary>How to simulate; a strict run is always interpreted.</summary>
    public CoreEngine Engine { get; init; }

    public CorePreset Preset { get; init; } = CorePreset.Rtl;

    public long MaxCycles { get; init; } = DefaultMaxCycles;

    /// <summary>Stop at what the chip would not define (see <see cref="StrictChecker"/>).</summary>
    public bool Strict { get; init; }

    /// <summary>One line per issued instruction: cycle, address, word, mnemonic; null for none.</summary>
    public TextWriter? Trace { get; init; }

    /// <summary>Seed of what is in SRAM and registers before the start, where the image says nothing; null leaves zeros.</summary>
    public int? Seed { get; init; }
}
