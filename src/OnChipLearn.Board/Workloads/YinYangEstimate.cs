using OnChipLearn.Board.Energy;

namespace OnChipLearn.Board.Workloads;

/// <summary>
/// Activity of on-chip training on Yin-Yang as the design estimates it (5-120-3, a trial of 30 us, learning of the previous sample on
/// both PPUs within the trial, then a gap): a stand-in for measured activity, to try the meters with. Every count here is an estimate.
/// Spike counts and times vary from trial to trial with the seed.
/// </summary>
public sealed record YinYangEstimate
{
    private const int NanosecondsPerCycle = 4;
    private const int Processors = 2;
    private const int InputSpikes = 5;
    private const int RowsPerSpike = 2;
    private const int OutputNeurons = 3;
    private const int WordsPerVector = 32;

    /// <summary>Hidden neurons.</summary>
    public int Hidden { get; init; } = 120;

    /// <summary>Synapse drivers that repeat one input for a finer weight.</summary>
    public int InputCopies { get; init; } = 4;

    /// <summary>Chance that a hidden neuron spikes in a trial (once).</summary>
    public double SpikeProbability { get; init; } = 0.6;

    /// <summary>Emulation of one sample, ns; learning runs meanwhile.</summary>
    public int TrialNanoseconds { get; init; } = 30_000;

    /// <summary>Time between trials, ns.</summary>
    public int GapNanoseconds { get; init; } = 10_000;

    /// <summary>Length of an interval, ns; divides the trial.</summary>
    public int StepNanoseconds { get; init; } = 10_000;

    /// <summary>The intervals of a training run that begins at 0.</summary>
    /// <param name="samples">Number of trials.</param>
    /// <param name="seed">Varies the spikes.</param>
    public IEnumerable<ActivityInterval> Training(long samples, int seed)
    {
        var random = new Random(seed);
        var steps = TrialNanoseconds / StepNanoseconds;
        var spikes = new int[steps];
        long start = 0;
        for (long sample = 0; sample < samples; sample++)
        {
            Array.Clear(spikes);
            for (var neuron = 0; neuron < Hidden; neuron++)
            {
                if (random.NextDouble() < SpikeProbability)
                {
                    spikes[random.Next(steps)]++;
                }
            }

            for (var step = 0; step < steps; step++)
            {
                yield return Trial(start + ((step + 1L) * StepNanoseconds), step, steps, spikes[step]);
            }

            yield return Gap(start + TrialNanoseconds + GapNanoseconds);
            start += TrialNanoseconds + GapNanoseconds;
        }
    }

    private static void Share(ref ActivityCounts counts, Activity activity, int perTrial, int step, int steps) =>
        counts[activity] = Processors * (((long)perTrial * (step + 1) / steps) - ((long)perTrial * step / steps));

    private static void FillLearning(ref ActivityCounts counts, int cycles, int step, int steps)
    {
        const int Loads = 120;
        const int Stores = 80;
        const int RowReads = 45;
        const int RowWrites = 45;
        const int VectorInstructions = 420 + 380 + 120 + 180 + Loads + Stores + RowReads + RowWrites;
        const int ScalarInstructions = 1500 + 120 + 500 + 400 + 20;
        Share(ref counts, Activity.VectorAddHalfwords, 420, step, steps);
        Share(ref counts, Activity.VectorMultiplyHalfwords, 380, step, steps);
        Share(ref counts, Activity.VectorAddBytes, 120, step, steps);
        Share(ref counts, Activity.VectorPermute, 180, step, steps);
        Share(ref counts, Activity.VectorMemory, Loads + Stores, step, steps);
        Share(ref counts, Activity.VectorInputOutput, RowReads + RowWrites, step, steps);
        Share(ref counts, Activity.SynapseRowReads, RowReads, step, steps);
        Share(ref counts, Activity.SynapseRowWrites, RowWrites, step, steps);
        Share(ref counts, Activity.ScalarArithmetic, 1500, step, steps);
        Share(ref counts, Activity.ScalarMultiply, 120, step, steps);
        Share(ref counts, Activity.ScalarMemory, 500, step, steps);
        Share(ref counts, Activity.ScalarBranch, 400, step, steps);
        Share(ref counts, Activity.ScalarSystem, 20, step, steps);
        Share(ref counts, Activity.PpuStallCycles, cycles - VectorInstructions - ScalarInstructions, step, steps);
        Share(ref counts, Activity.SramWordReads, (Loads * WordsPerVector) + 350 + VectorInstructions + ScalarInstructions, step, steps);
        Share(ref counts, Activity.SramWordWrites, (Stores * WordsPerVector) + 150, step, steps);
        Share(ref counts, Activity.VectorRegisterReads, 2500, step, steps);
        Share(ref counts, Activity.VectorRegisterWrites, 1300, step, steps);
        Share(ref counts, Activity.OmnibusAccesses, 300, step, steps);
    }

    private ActivityInterval Trial(long until, int step, int steps, int hiddenSpikes)
    {
        var interval = new ActivityInterval(until, EnergyPhase.Inference);
        var last = step == steps - 1;
        ref var inference = ref interval.Counts(EnergyPhase.Inference);
        var inputs = (InputSpikes * (step + 1) / steps) - (InputSpikes * step / steps);
        var outputs = last ? OutputNeurons : 0;
        inference[Activity.LinkEventsToChip] = inputs * InputCopies;
        inference[Activity.DriverEvents] = (inputs * InputCopies) + hiddenSpikes;
        inference[Activity.SynapticEvents] = RowsPerSpike * ((inputs * InputCopies * Hidden) + (hiddenSpikes * OutputNeurons));
        inference[Activity.NeuronSpikes] = hiddenSpikes + outputs;
        inference[Activity.CrossbarEvents] = (3 * (hiddenSpikes + outputs)) + (inputs * InputCopies);
        inference[Activity.LinkEventsFromChip] = hiddenSpikes + outputs;
        FillLearning(ref interval.Counts(EnergyPhase.Learning), TrialNanoseconds / NanosecondsPerCycle, step, steps);
        interval.Finished(EnergyPhase.Inference) = last ? 1 : 0;
        interval.Finished(EnergyPhase.Learning) = last ? 1 : 0;
        return interval;
    }

    private ActivityInterval Gap(long until)
    {
        var interval = new ActivityInterval(until, EnergyPhase.Other);
        interval.Counts(EnergyPhase.Other)[Activity.PpuIdleCycles] = Processors * (GapNanoseconds / NanosecondsPerCycle);
        return interval;
    }
}
