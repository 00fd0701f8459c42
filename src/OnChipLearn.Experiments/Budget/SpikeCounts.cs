namespace OnChipLearn.Experiments.Budget;

/// <summary>What the cycles of a sample depend on, means over samples. All but the events matter for rule event-replay alone.</summary>
/// <param name="Events">Events of a trial, inputs included.</param>
/// <param name="Entered">Those up to the last first spike of an output; later ones are not looked at.</param>
/// <param name="Arrivals">Those of them that reach the hidden layer: inputs and recurrent spikes.</param>
/// <param name="Levels">Most spikes of one hidden neuron.</param>
/// <param name="Pairs">Pairs of an arrival and a later level (k-th spikes of all neurons).</param>
/// <param name="Pieces">Pairs of an interval between arrivals and a level with spikes of neurons without recurrent synapses in it.</param>
public sealed record SpikeCounts(double Events, double Entered, double Arrivals, double Levels, double Pairs, double Pieces)
{
    /// <summary>A constant and the counts, as a row of a regression.</summary>
    public double[] ToRow() => [1, Events, Entered, Arrivals, Levels, Pairs, Pieces];

    /// <summary>With another number of spikes of hidden and output neurons per sample, spread like the ones here.</summary>
    public SpikeCounts WithSpikes(double spikes, int inputs)
    {
        var factor = Events > inputs ? spikes / (Events - inputs) : 1;
        double Scaled(double count) => Math.Max(0, inputs + ((count - inputs) * factor));
        return new SpikeCounts(inputs + spikes, Scaled(Entered), Scaled(Arrivals), Levels, Pairs * Scaled(Arrivals) / Math.Max(Arrivals, 1), Pieces * factor);
    }
}
