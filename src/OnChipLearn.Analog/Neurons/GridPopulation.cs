using OnChipLearn.Analog.Loops;

namespace OnChipLearn.Analog.Neurons;

/// <summary>
/// Neurons that are computed in steps of a fixed grid (<see cref="GridLoop"/>): no interpolation, no refractory time, no jitter; spikes and events lie on the grid.
/// The cheap, approximate way that most simulators go; for comparison, not for training.
/// </summary>
public abstract class GridPopulation : NeuronPopulation
{
    /// <summary>Cycles of a step (0.1 us).</summary>
    public const int StepCycles = PpuClock.CyclesPerMicrosecond / 10;

    private long _origin;

    /// <inheritdoc/>
    public override long Origin(int chunk) => _origin;

    /// <inheritdoc/>
    public override void CommitTo(long cycle)
    {
        // The state stays on its grid point.
    }

    /// <summary>Runs steps.</summary>
    /// <param name="pulses">Pulses by step.</param>
    /// <param name="steps">Number of steps.</param>
    /// <param name="spikes">Receives the spikes, on top of what it holds.</param>
    public abstract void Run(StepPulses pulses, int steps, StepSpikes spikes);

    /// <summary>Remembers the state.</summary>
    public abstract void Remember();

    /// <summary>Takes back the state that was remembered.</summary>
    public abstract void Recall();

    /// <summary>Says which cycle the state belongs to.</summary>
    internal void StandAt(long cycle) => _origin = cycle;

    /// <inheritdoc/>
    protected override void OnRestAll(long cycle)
    {
        // The grid does not move.
    }

    /// <inheritdoc/>
    protected override void OnChanged(uint chunks)
    {
        // Nothing is predicted.
    }
}
