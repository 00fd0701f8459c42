namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>The firmware's formulas in float64; weights are the raw shadow weights, descents in ticks per LSB, hidden layer first.</summary>
internal interface IGradientMirror<in TSample>
{
    /// <summary>Overwrites <paramref name="descent"/>.</summary>
    void Run(TSample sample, ReadOnlySpan<short> hiddenWeights, ReadOnlySpan<short> outputWeights, Span<double> descent);
}

/// <summary>Float64 EventProp on given spikes.</summary>
internal interface IGradientReference<in TSample>
{
    /// <summary>Overwrites <paramref name="descent"/>, in ticks per LSB, hidden layer first.</summary>
    void Run(TSample sample, SlopeBound bound, Span<double> descent);
}

/// <summary>Spikes of float64 neurons with nominal constants.</summary>
internal interface INominalSpikes<in TSample>
{
    /// <summary>Runs one sample: input times in tau_s; <paramref name="onGrid"/>: inputs played and spikes stamped on the grid of ticks.</summary>
    void Run(ReadOnlySpan<double> inputTimes, bool onGrid, TSample sample);
}
