using System.Collections.Immutable;

namespace OnChipLearn.Board.Energy;

/// <summary>A published energy figure to stand beside the model's.</summary>
/// <param name="System">Chip and method.</param>
/// <param name="Task">Data set and what is counted.</param>
/// <param name="Joules">Energy per unit of <paramref name="Per"/>, J.</param>
/// <param name="Per">"inference", "training sample", "synaptic event".</param>
/// <param name="SamplesPerSecond">Rate at which it was measured, or null.</param>
/// <param name="Source">Publication.</param>
public sealed record PublishedFigure(string System, string Task, double Joules, string Per, double? SamplesPerSecond, string Source);

/// <summary>The figures of the field that this project's energy is compared with.</summary>
public static class PublishedFigures
{
    /// <summary>Power of the whole chip under load, W (Cramer et al. 2022).</summary>
    public const double ChipWattsUnderLoad = 0.2;

    public static ImmutableArray<PublishedFigure> All { get; } =
    [
        new("BrainScaleS-2, surrogate gradients, host in the loop", "MNIST 16x16", 2.4e-6, "inference", 85_000, "Cramer et al. 2022"),
        new("BrainScaleS-2, first-spike times, host in the loop", "MNIST 16x16, 256-246-10", 8.4e-6, "inference", 21_000, "Cramer et al. 2022, table 2"),
        new("BrainScaleS-2", "synaptic event", 10e-12, "synaptic event", null, "published for the chip family, about 10 pJ"),
        new("Loihi 1, backpropagation on chip", "MNIST", 0.59e-3, "training sample", 1 / 1.5e-3, "Renner et al. 2024"),
    ];
}
