using OnChipLearn.Analog.Events;
using OnChipLearn.Analog.Neurons;
using OnChipLearn.Analog.Synapses;

namespace OnChipLearn.Analog.Loops;

/// <summary>A hemisphere in the grid loop: a batch of steps with the pulses that act in them.</summary>
internal sealed class GridHemisphere(Hemisphere hemisphere, GridPopulation neurons)
{
    private readonly StepPulses _pulses = new();
    private RouteCounts _counts; // of the batch
    private int _seen; // events of the batch

    /// <summary>Events that have not acted yet.</summary>
    public TimedQueue<PadiEvent> Queue { get; } = hemisphere.Queue;

    /// <summary>Whether a step depends on more than the neurons' state and its pulses, so that it can be run once only.</summary>
    public bool RemembersEvents => hemisphere.Correlation.Enabled || hemisphere.Drivers.AnyPlasticity;

    /// <summary>Spikes of the last batch.</summary>
    public StepSpikes Spikes { get; } = new();

    /// <summary>Runs a batch; nothing of it counts before <see cref="Keep"/>.</summary>
    /// <param name="first">Number of the first step.</param>
    /// <param name="steps">Steps.</param>
    public void Run(long first, int steps)
    {
        _pulses.Clear();
        _counts = default;
        int next = 0;
        int count = Queue.Count;
        long point = first * GridPopulation.StepCycles;
        for (int step = 0; step < steps; step++, point += GridPopulation.StepCycles)
        {
            for (; next < count && Queue[next].Cycle <= point; next++)
            {
                Collect(Queue[next]);
            }

            _pulses.EndStep(step);
        }

        _seen = next;
        neurons.Remember();
        Spikes.Clear(steps);
        neurons.Run(_pulses, steps, Spikes);
    }

    /// <summary>Whether an event that the batch has not seen acts up to the cycle <paramref name="last"/>: then one more does than were seen.</summary>
    public bool ActsWithin(long last) => Queue.Count > _seen && Queue[_seen].Cycle <= last;

    /// <summary>Keeps the first steps of the batch and forgets the others.</summary>
    /// <param name="first">Number of the first step.</param>
    /// <param name="kept">Steps to keep.</param>
    /// <param name="run">Steps that were run.</param>
    public void Keep(long first, int kept, int run)
    {
        if (kept == run && !hemisphere.Correlation.Enabled)
        {
            hemisphere.Account(_seen, _counts);
            Queue.Skip(_seen);
        }
        else
        {
            Account((first + kept - 1) * GridPopulation.StepCycles);
        }

        if (kept < run)
        {
            neurons.Recall();
            neurons.Run(_pulses, kept, Spikes);
        }

        neurons.StandAt((first + kept) * GridPopulation.StepCycles);
    }

    private void Collect(in PadiEvent padi)
    {
        ReadOnlySpan<RoutedRow> rows = hemisphere.Rows.Of(padi, out RouteCounts counts);
        foreach (ref readonly RoutedRow row in rows)
        {
            if (row.Mode != RowMode.Both) // a row of both signs adds nothing to a single current
            {
                float signed = row.Mode == RowMode.Excitatory ? row.Amplitude : -row.Amplitude;
                _pulses.Add(new RowPulse(row.Weights, row.AllRespond ? 0 : row.Labels, signed, RowPulse.Select(row.Label, 0)));
            }
        }

        _counts.Add(counts);
    }

    private void Account(long last)
    {
        while (Queue.NextCycle <= last)
        {
            PadiEvent padi = Queue.Take();
            long point = (padi.Cycle + GridPopulation.StepCycles - 1) / GridPopulation.StepCycles * GridPopulation.StepCycles;
            hemisphere.Account(padi, hemisphere.Routes.Of(padi).Counts, point);
        }
    }
}
