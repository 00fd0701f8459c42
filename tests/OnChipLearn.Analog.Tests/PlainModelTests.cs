using OnChipLearn.Analog.Events;
using OnChipLearn.Analog.Imperfection;
using OnChipLearn.Analog.Networks;
using OnChipLearn.Analog.Neurons;
using OnChipLearn.Analog.Simd;
using OnChipLearn.Analog.Synapses;

namespace OnChipLearn.Analog.Tests;

/// <summary>The plain model on its grid, beside the loop of fixtures/analog/plain_lif.c written out here in double. A spike near its threshold may fall on the next step in float: at most 1 % do.</summary>
public sealed class PlainModelTests
{
    private const int Neurons = ArrayGeometry.Hemispheres * ArrayGeometry.Columns;
    private const double Threshold = 0.3;

    [Theory]
    [InlineData(5)]
    [InlineData(50)]
    public void SpikesAreThoseOfTheLoopInC(int rowsPerTenSteps)
    {
        int steps = TestCounts.Reduced(4_000, 40_000);
        double gain = 0.95 * Threshold / (rowsPerTenSteps * 6.0 * 3.5);
        HashSet<(int Step, int Neuron)> expected = Reference(rowsPerTenSteps, steps, gain);
        HashSet<(int Step, int Neuron)> found = Core(rowsPerTenSteps, steps, gain, SimdTiers.Widest, cutEvery: steps);
        int shared = expected.Intersect(found).Count();
        int near = expected.Count(spike => Enumerable.Range(spike.Step - 1, 3).Any(step => found.Contains((step, spike.Neuron))));
        Assert.True(expected.Count > (rowsPerTenSteps == 5 ? 200 : 0), $"only {expected.Count} spikes");
        Assert.True(expected.Count - shared <= expected.Count / 100, $"{expected.Count - shared} of {expected.Count} spikes have no partner at the same step");
        Assert.True(expected.Count - near <= 1 + (expected.Count / 500), $"{expected.Count - near} of {expected.Count} spikes have no partner within a step");
        Assert.True(Math.Abs(found.Count - expected.Count) <= 1 + (expected.Count / 500), $"{found.Count} spikes instead of {expected.Count}");
    }

    [Fact]
    public void EveryTierAndEveryCutGivesTheSameSpikes()
    {
        const double gain = 1.2 * Threshold / (5 * 6.0 * 3.5);
        HashSet<(int Step, int Neuron)> first = Core(5, 2_000, gain, SimdTier.Scalar, cutEvery: 2_000);
        Assert.True(first.Count > 500);
        foreach (SimdTier tier in Enum.GetValues<SimdTier>())
        {
            Assert.Equal(first, Core(5, 2_000, gain, tier, cutEvery: 2_000));
            Assert.Equal(first, Core(5, 2_000, gain, tier, cutEvery: 7));
        }
    }

    [Fact]
    public void SpikesThatComeBackGiveTheSameRunHoweverItIsCut()
    {
        // Hidden spikes drive the outputs 20 cycles later, so that batches are cut and run again.
        NeuronParameters parameters = new() { ResetVolt = 0.1 };
        FeedForwardNetwork whole = YinYangLoad.Create(ChipInstance.Create(ImperfectionPreset.Harsh, 3), parameters, 5, Plain);
        FeedForwardNetwork cut = YinYangLoad.Create(ChipInstance.Create(ImperfectionPreset.Harsh, 3), parameters, 5, Plain);
        const long duration = 30 * PpuClock.CyclesPerMicrosecond;
        whole.RunTrial(2, YinYangLoad.Stimulus(9), duration);
        cut.RunTrial(2, YinYangLoad.Stimulus(9), 0);
        for (long cycle = cut.Core.Now; cycle < whole.Core.Now; cycle++)
        {
            cut.Core.AdvanceTo(cycle);
        }

        cut.Core.AdvanceTo(whole.Core.Now);
        Assert.Contains(whole.Spikes.ToArray(), spike => spike.Hemisphere == 1);
        Assert.Equal(whole.Spikes.ToArray(), cut.Spikes.ToArray());
        Assert.Equal(whole.Core[1].SynapticEvents, cut.Core[1].SynapticEvents);
        Assert.Equal(whole.Core.MembraneVolt(0, 10), cut.Core.MembraneVolt(0, 10));
    }

    private static AnalogCoreOptions Plain => new() { Model = NeuronModel.PlainLeakyIntegrateAndFire };

    private static int Weight(int row, int neuron) => (int)((((uint)row << 9) | (uint)neuron) * 2654435761u >> 29);

    private static IEnumerable<(int Step, int Row)> Events(int rowsPerTenSteps, int steps)
    {
        uint random = 1;
        int credit = 0;
        for (int step = 0; step < steps; step++)
        {
            for (credit += rowsPerTenSteps; credit >= 10; credit -= 10)
            {
                random = (random * 1664525u) + 1013904223u;
                yield return (step, (int)(random >> 16 & 255));
            }
        }
    }

    private static HashSet<(int Step, int Neuron)> Reference(int rowsPerTenSteps, int steps, double gain)
    {
        const double dt = 0.1, tm = 12, ts = 6;
        double x = Math.Exp(-dt / tm), y = Math.Exp(-dt / ts), f = ts / (tm - ts) * (x - y);
        double[] v = new double[Neurons];
        double[] e = new double[Neurons];
        ILookup<int, int> rows = Events(rowsPerTenSteps, steps).ToLookup(item => item.Step, item => item.Row);
        HashSet<(int, int)> spikes = [];
        for (int step = 0; step < steps; step++)
        {
            foreach (int row in rows[step])
            {
                for (int j = 0; j < Neurons; j++)
                {
                    e[j] += gain * Weight(row, j);
                }
            }

            for (int j = 0; j < Neurons; j++)
            {
                v[j] = (v[j] * x) + (e[j] * f);
                e[j] *= y;
                if (v[j] >= Threshold)
                {
                    v[j] = 0;
                    spikes.Add((step, j));
                }
            }
        }

        return spikes;
    }

    private static HashSet<(int Step, int Neuron)> Core(int rowsPerTenSteps, int steps, double gain, SimdTier tier, int cutEvery)
    {
        SpikeSet sink = new();
        AnalogCore core = new(ChipInstance.Ideal, sink, new AnalogCoreOptions { Model = NeuronModel.PlainLeakyIntegrateAndFire, Tier = tier });
        NeuronParameters parameters = new() { ThresholdVolt = 0.4 + Threshold, ExcitatoryGainVolt = gain };
        for (int neuron = 0; neuron < Neurons; neuron++)
        {
            (int hemisphere, int column) = (neuron / ArrayGeometry.Columns, neuron % ArrayGeometry.Columns);
            core.ConfigureNeuron(hemisphere, column, parameters);
            for (int row = 0; row < ArrayGeometry.Rows; row++)
            {
                core[hemisphere].Synapses.Set(SynapseField.Weight, row, column, Weight(row, neuron));
                core[hemisphere].Synapses.Set(SynapseField.Label, row, column, row & 1);
            }
        }

        for (int driver = 0; driver < ArrayGeometry.Hemispheres * ArrayGeometry.Drivers; driver++)
        {
            core[driver / ArrayGeometry.Drivers].Drivers[driver % ArrayGeometry.Drivers] =
                new DriverSettings { BottomRow = RowMode.Excitatory, TopRow = RowMode.Excitatory, Receives = true, RowSelectMask = 31 };
        }

        core.AdvanceTo(1);
        foreach ((int step, int row) in Events(rowsPerTenSteps, steps))
        {
            long cycle = 2 + ((long)step * GridPopulation.StepCycles); // acts at the next grid point: one step later than in the loop
            PadiEvent padi = new(cycle, (byte)(row / 2 % ArrayGeometry.Buses), (byte)(row / 2 / ArrayGeometry.Buses), (byte)(row & 1));
            core.Schedule(0, padi);
            core.Schedule(1, padi);
        }

        long end = (steps + 1L) * GridPopulation.StepCycles;
        for (long cycle = core.Now; cycle < end; cycle += (long)cutEvery * GridPopulation.StepCycles - 3)
        {
            core.AdvanceTo(cycle);
            _ = core.MembraneVolt(0, 0);
        }

        core.AdvanceTo(end);
        return sink.Spikes;
    }

    private sealed class SpikeSet : ISpikeSink
    {
        public HashSet<(int Step, int Neuron)> Spikes { get; } = [];

        public void OnSpike(in NeuronSpike spike) => Spikes.Add(((int)(spike.Cycle / GridPopulation.StepCycles) - 2, spike.Neuron));
    }
}
