using System.Numerics;
using OnChipLearn.Analog.Events;
using OnChipLearn.Analog.Neurons;

namespace OnChipLearn.Analog.Loops;

/// <summary>
/// In steps of a fixed grid, many at once. A batch is run with the events in sight; its spikes are emitted in order, and if one of them brings an event
/// that acts within the batch, or somebody wants to see the state, the batch is cut there and what came after is forgotten. So no result depends on the batches.
/// Step s spans the cycles from 25 s to 25 (s + 1): events up to its beginning act in it, its spikes have the cycle of its end.
/// </summary>
internal sealed class GridLoop(GridHemisphere top, GridHemisphere bottom, SpikeExit exit) : EmulationLoop
{
    private readonly GridHemisphere[] _hemispheres = [top, bottom];
    private long _next; // step
    private int _batch = StepSpikes.MaximumSteps;
    private int _run; // steps of the batch whose spikes are being emitted; 0 when none is
    private int _done; // of these, as others see it

    /// <inheritdoc/>
    public override void BeginTrial(long trial, bool rest)
    {
        // No number is drawn here: spikes have no jitter.
    }

    /// <inheritdoc/>
    public override void Scheduled(int hemisphere, in PadiEvent padi)
    {
        // A batch looks for it after every spike.
    }

    /// <inheritdoc/>
    public override void Settle()
    {
        if (_run == 0)
        {
            return;
        }

        foreach (GridHemisphere hemisphere in _hemispheres)
        {
            hemisphere.Keep(_next, _done, _run);
        }

        _next += _done;
        _run = 0;
    }

    /// <inheritdoc/>
    public override void AdvanceTo(long cycle)
    {
        for (long steps = StepsTo(cycle); steps > 0; steps = StepsTo(cycle))
        {
            RunBatch((int)Math.Min(steps, top.RemembersEvents || bottom.RemembersEvents ? 1 : _batch));
        }

        Now = Math.Max(Now, cycle);
    }

    private long StepsTo(long cycle) => (cycle / GridPopulation.StepCycles) - _next;

    private void RunBatch(int steps)
    {
        top.Run(_next, steps);
        bottom.Run(_next, steps);
        long first = _next;
        _run = steps;
        for (int step = 0; step < steps; step++)
        {
            if ((top.Spikes.Chunks(step) | bottom.Spikes.Chunks(step)) == 0)
            {
                continue;
            }

            _done = step + 1;
            Now = (first + _done) * GridPopulation.StepCycles;
            Emit(top, 0, step);
            Emit(bottom, 1, step);
            long last = (first + steps - 1) * GridPopulation.StepCycles;
            if (_run != 0 && (top.ActsWithin(last) || bottom.ActsWithin(last)))
            {
                Settle();
            }

            if (_run == 0)
            {
                _batch = Math.Max(_batch / 2, 2);
                return;
            }
        }

        _done = steps;
        Settle();
        _batch = Math.Min(_batch * 2, StepSpikes.MaximumSteps);
    }

    private void Emit(GridHemisphere hemisphere, int index, int step)
    {
        for (uint chunks = hemisphere.Spikes.Chunks(step); chunks != 0; chunks &= chunks - 1)
        {
            int chunk = BitOperations.TrailingZeroCount(chunks);
            for (uint lanes = hemisphere.Spikes.Lanes(step, chunk); lanes != 0; lanes &= lanes - 1)
            {
                int lane = (chunk * ArrayGeometry.LanesPerChunk) + BitOperations.TrailingZeroCount(lanes);
                exit.Emit(new NeuronSpike(index, ArrayGeometry.ColumnOf(lane), Now, Now, false));
            }
        }
    }
}
