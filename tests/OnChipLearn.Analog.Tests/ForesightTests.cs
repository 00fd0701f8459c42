using OnChipLearn.Analog.Events;
using OnChipLearn.Analog.Imperfection;
using OnChipLearn.Analog.Neurons;
using OnChipLearn.Analog.Simd;
using OnChipLearn.Analog.Synapses;

namespace OnChipLearn.Analog.Tests;

/// <summary>
/// Chunks run ahead of the present where several events are in sight. A run that is advanced cycle by cycle never has two of them in sight, so it is the reference.
/// </summary>
public sealed class ForesightTests
{
    private const int Microseconds = 40;
    private const long FarStart = (1 << 18) - 2_000; // release times get a new origin during the run

    [Fact]
    public void RunsAheadGiveTheSameBitsAsSingleCycles()
    {
        int networks = TestCounts.Reduced(12, 200);
        int spikes = 0;
        for (ulong seed = 0; seed < (ulong)networks; seed++)
        {
            SimdTier tier = (SimdTier)(seed % 4);
            Run whole = new(seed, tier, feedback: seed % 3 * 0.02);
            whole.Core.AdvanceTo(whole.End);
            Run single = new(seed, SimdTier.Scalar, feedback: seed % 3 * 0.02);
            while (single.Core.Now < single.End)
            {
                single.Core.AdvanceTo(single.Core.Now + 1);
            }

            Assert.True(whole.Spikes.SequenceEqual(single.Spikes), $"network {seed}: spikes differ");
            Assert.True(whole.Seen.SequenceEqual(single.Seen), $"network {seed}: membranes differ during the run");
            for (int column = 0; column < ArrayGeometry.Columns; column++)
            {
                Assert.Equal(single.Core.MembraneVolt(1, column), whole.Core.MembraneVolt(1, column));
                Assert.Equal(single.Core.CurrentVolt(0, column), whole.Core.CurrentVolt(0, column));
            }

            Assert.Equal(single.Core[0].SynapticEvents, whole.Core[0].SynapticEvents);
            spikes += whole.Spikes.Count;
        }

        Assert.True(spikes > 50 * networks, $"only {spikes} spikes");
    }

    /// <summary>
    /// A dense random network, driven from outside, whose spikes sometimes come back after a few cycles; some spikes force a reset or look at a membrane.
    /// </summary>
    private sealed class Run : ISpikeSink
    {
        private readonly ulong _seed;
        private readonly double _feedback;

        public Run(ulong seed, SimdTier tier, double feedback)
        {
            _seed = seed;
            _feedback = feedback;
            Core = new AnalogCore(ChipInstance.Create(seed % 2 == 0 ? ImperfectionPreset.Ideal : ImperfectionPreset.Harsh, seed), this, new AnalogCoreOptions { Tier = tier });
            double refractory = seed % 4 < 2 ? 0.3 : 4;
            for (int hemisphere = 0; hemisphere < ArrayGeometry.Hemispheres; hemisphere++)
            {
                for (int column = 0; column < ArrayGeometry.Columns; column++)
                {
                    double membrane = column < 32 && seed % 5 == 0 ? 6 : 12; // time constants that the modes cannot tell apart
                    Core.ConfigureNeuron(hemisphere, column, new NeuronParameters { RefractoryUs = refractory, MembraneTimeConstantUs = membrane, InhibitoryTimeConstantUs = 9 });
                    for (int row = 0; row < ArrayGeometry.Rows; row++)
                    {
                        int weight = (int)(Draw(1, (hemisphere << 16) | (row << 8) | column) * 24);
                        Core[hemisphere].Synapses.Set(SynapseField.Weight, row, column, row % 16 < 8 == column < 128 ? weight : 0);
                    }
                }

                for (int driver = 0; driver < ArrayGeometry.Drivers; driver++)
                {
                    RowMode top = driver % 3 == 0 ? RowMode.Inhibitory : RowMode.Excitatory;
                    Core[hemisphere].Drivers[driver] = new DriverSettings { BottomRow = RowMode.Excitatory, TopRow = top, Receives = true, RowSelectMask = 31 };
                }
            }

            Core.AdvanceTo(FarStart);
            Core.BeginTrial((long)seed, rest: seed % 2 == 0);
            for (int k = 0; k < 2 * Microseconds; k++)
            {
                long cycle = FarStart + 1 + (long)(Draw(2, k) * Microseconds * PpuClock.CyclesPerMicrosecond);
                Core.Schedule(k % 2, Event(cycle, 3, k));
            }

            End = FarStart + (Microseconds * PpuClock.CyclesPerMicrosecond);
        }

        public AnalogCore Core { get; }

        public long End { get; }

        public List<(long Cycle, double Time, int Neuron)> Spikes { get; } = [];

        public List<double> Seen { get; } = [];

        public void OnSpike(in NeuronSpike spike)
        {
            int number = Spikes.Count;
            Spikes.Add((spike.Cycle, spike.Time, spike.Neuron));
            if (Draw(4, number) < _feedback)
            {
                Core.Schedule(number & 1, Event(spike.Cycle + 1 + (number % 60), 5, number));
            }

            if (number % 50 == 49)
            {
                Seen.Add(Core.MembraneVolt(number / 50 % 2, number % ArrayGeometry.Columns));
            }

            if (number % 70 == 69)
            {
                Core.ResetNeuron(number / 70 % 2, number / 7 % ArrayGeometry.Columns);
            }
        }

        private double Draw(ulong stream, int index) => CounterRandom.Uniform(_seed + 100, stream, (ulong)index);

        private PadiEvent Event(long cycle, ulong stream, int index)
        {
            ulong bits = CounterRandom.Bits(_seed, stream, (ulong)index);
            return new PadiEvent(cycle, (byte)(bits & 3), (byte)(bits >> 8 & 31), 0);
        }
    }
}
