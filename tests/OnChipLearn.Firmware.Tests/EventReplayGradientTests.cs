using OnChipLearn.Device;
using OnChipLearn.EventProp.Adjoint;
using OnChipLearn.EventProp.Forward;
using OnChipLearn.EventProp.Losses;
using OnChipLearn.EventProp.Networks;
using OnChipLearn.EventProp.Neurons;
using OnChipLearn.Firmware.Rules.EventReplay;
using OnChipLearn.Firmware.Rules.FirstSpike;
using OnChipLearn.Firmware.Synchronisation;
using OnChipLearn.Firmware.Trials;

namespace OnChipLearn.Firmware.Tests;

/// <summary>
/// The gradient of the event replay in lane operations against float64 EventProp on the same spike times, weights and clamp. Spikes come from an exact
/// simulation of random networks, rounded to ticks.
/// </summary>
[Collection("firmware statics")]
public sealed class EventReplayGradientTests
{
    private const double Tau = FirstSpikeFormat.TicksPerTau;
    private const double Horizon = FirstSpikeFormat.NoSpike / Tau;
    private const double TargetOfLabel = 0.9;
    private const double TargetOfOthers = 1.2;
    private const int Hidden = ReplayFormat.HiddenCapacity;
    private static readonly int Samples = Environment.GetEnvironmentVariable("ONCHIPLEARN_FULL") == "1" ? 1000 : 60;

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    public void MedianCosineIsAtLeast99Percent(int recurrent)
    {
        List<double> input = [], back = [], output = [];
        double spikes = 0;
        for (int draw = 0; draw < Samples; draw++)
        {
            var problem = new Problem(new Random(draw), recurrent);
            spikes += problem.HiddenSpikes / (double)(Hidden * Samples);
            problem.Learn();
            input.Add(Cosine(problem.Exact(0, 5), ReplayLayer.Descent.AsSpan(0, 5)));
            back.Add(Cosine(problem.Exact(5, recurrent), ReplayLayer.Descent.AsSpan(5, recurrent)));
            output.Add(Cosine(problem.ExactOutput(), OutputReplay.Descent));
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{spikes:0.00} spikes per hidden neuron; cosine input {Median(input):0.00000} (worst {input.Min():0.000}), recurrent {Median(back):0.00000}, output {Median(output):0.00000}");
        Assert.True(spikes > 1.5, $"{spikes} spikes per hidden neuron before the last output spike");
        Assert.InRange(Median(input), 0.99, 1);
        Assert.InRange(Median(output), 0.99, 1);
        if (recurrent > 0)
        {
            Assert.InRange(Median(back), 0.99, 1);
        }
    }

    [Fact]
    public void LearningAllocatesNothing()
    {
        var problem = new Problem(new Random(1), recurrent: 16);
        problem.Learn();
        long before = GC.GetAllocatedBytesForCurrentThread();
        problem.Learn();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static double Cosine(double[] exact, ReadOnlySpan<VectorH> descent)
    {
        double product = 0, first = 0, second = 0;
        for (int row = 0; row < descent.Length; row++)
        {
            short[] lanes = Lanes.From(descent[row]);
            for (int lane = 0; lane < lanes.Length; lane++)
            {
                double value = exact[(row * lanes.Length) + lane];
                product -= value * lanes[lane];
                first += value * value;
                second += (double)lanes[lane] * lanes[lane];
            }
        }

        return first == 0 || second == 0 ? 1 : product / Math.Sqrt(first * second);
    }

    private sealed class Problem
    {
        private readonly Network network;
        private readonly Trace trace = new();
        private readonly NetworkGradient gradient;
        private readonly int recurrent;
        private readonly int label;

        public Problem(Random random, int recurrent)
        {
            this.recurrent = recurrent;
            label = random.Next(3);
            var neuron = new NeuronParameters(2, 1);
            network = RecurrentNetwork.Create(5, (Hidden, neuron), recurrent, (3, neuron with { Refractory = double.PositiveInfinity }));
            gradient = new NetworkGradient(network.Weights.Length);
            Configuration.Words[Configuration.Recurrent] = (uint)recurrent;
            for (int row = 0; row < 5 + recurrent; row++)
            {
                int at = row * Hidden;
                ReplayLayer.Weights[row] = row < 5
                    ? Lanes.Of(lane => Draw(random, at + lane, 2.2, 1, 314, 64))
                    : Lanes.Of(lane => Draw(random, at + lane, 0, 0.2, 63, 64));
            }

            for (int o = 0; o < 3; o++)
            {
                OutputReplay.Weights[o] = Lanes.Of(lane => Draw(random, ((5 + recurrent) * Hidden) + (3 * lane) + o, 0.08, 0.25, 63, 512));
                Sram.Store(Exchange.Weights, o * VectorH.Length / 2, OutputReplay.Weights[o]);
            }

            Run(random);
        }

        public int HiddenSpikes { get; private set; }

        /// <summary>The firmware's gradient of this sample.</summary>
        public void Learn()
        {
            Array.Clear(ReplayLayer.Descent);
            Array.Clear(OutputReplay.Descent);
            OutputReplay.PrepareOutputs();
            OutputReplay.PrepareHidden();
            for (int o = 0; o < 3; o++)
            {
                int error = TrialRecord.Outputs[o] - (int)((o == label ? TargetOfLabel : TargetOfOthers) * Tau);
                OutputReplay.Adjoints[o] = TrialRecord.Outputs[o] == FirstSpikeFormat.NoSpike
                    ? (short)0
                    : OutputLayer.Adjoint(error, Math.Max(OutputReplay.Slope(o), FirstSpikeFormat.HiddenSlopeFloor << 3));
            }

            OutputReplay.Accumulate();
            ReplayLayer.Begin();
            ReplayLayer.Prepare();
            ReplayLayer.ComputeJumps();
            ReplayLayer.Replay();
        }

        public double[] Exact(int firstRow, int rows) => gradient.Weights.Slice(firstRow * Hidden, rows * Hidden).ToArray();

        public double[] ExactOutput()
        {
            double[] transposed = new double[3 * Hidden];
            for (int k = 0; k < transposed.Length; k++)
            {
                transposed[((k % 3) * Hidden) + (k / 3)] = gradient.Weights[((5 + recurrent) * Hidden) + k];
            }

            return transposed;
        }

        private int Draw(Random random, int synapse, double mean, double deviation, double limit, int unit)
        {
            double sum = 0;
            for (int k = 0; k < 4; k++)
            {
                sum += random.NextDouble() - 0.5;
            }

            int raw = (int)Math.Round(Math.Clamp((mean + (sum * 1.73 * deviation)) * FirstSpikeFormat.Threshold, -limit, limit) * unit);
            network.Weights[synapse] = (double)raw / unit / FirstSpikeFormat.Threshold;
            return raw;
        }

        private void Run(Random random)
        {
            double x = random.NextDouble(), y = random.NextDouble();
            double[] values = [x, y, 1 - x, 1 - y, 0];
            Spike[] inputs = [.. values.Select((value, channel) => new Spike(channel, Math.Round(2 * value * Tau) / Tau)).OrderBy(spike => spike.Time)];
            new EventDrivenSimulation(network).Run(inputs, Horizon, trace);
            Spike[] recorded = [.. trace.Spikes.ToArray().Where(s => s.Channel >= 5).Select(s => new Spike(s.Channel - 5, Math.Floor(s.Time * Tau) / Tau))];
            HiddenSpikes = Enter(inputs, recorded);
            new RecordedReplay(network).Run(inputs, recorded, Horizon, trace);
            var loss = new LossGradient();
            loss.Begin(trace.Spikes.Length, network.Neurons);
            new SquaredSpikeTimeError(new OutputNeurons(Hidden, 3), TargetOfLabel, TargetOfOthers, 2, Horizon).Evaluate(trace, label, loss);
            new AdjointPass(network, (double)FirstSpikeFormat.HiddenSlopeFloor / FirstSpikeFormat.Threshold).Run(trace, loss, gradient);
        }

        /// <summary>Enters all events in order of time; hidden spikes before the last output spike.</summary>
        private static int Enter(Spike[] inputs, Spike[] recorded)
        {
            IEnumerable<(double Time, uint Label, bool Hidden)> events =
            [
                .. inputs.Select(s => (s.Time, SpikeLabels.Input | SpikeLabels.InputAddress | (uint)s.Channel, false)),
                .. recorded.Select(s => (s.Time, s.Channel < Hidden
                    ? SpikeLabels.OfHidden(((s.Channel >> 3) << 4) | (s.Channel & 7))
                    : SpikeLabels.Output | (uint)(s.Channel - Hidden), s.Channel < Hidden)),
            ];
            int hidden = 0;
            SpikeTrains.Clear();
            foreach (var (time, spike, isHidden) in events.OrderBy(e => e.Time))
            {
                if (!SpikeTrains.Enter((spike << 16) | (uint)Math.Round(time * Tau)))
                {
                    break;
                }

                hidden += isHidden ? 1 : 0;
            }

            return hidden;
        }
    }
}
