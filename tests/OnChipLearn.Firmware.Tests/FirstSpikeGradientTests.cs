using OnChipLearn.Device;
using OnChipLearn.Firmware.Rules.FirstSpike;
using OnChipLearn.Firmware.Trials;

namespace OnChipLearn.Firmware.Tests;

/// <summary>The gradient in lane operations against the closed form in double precision with the same clamp, on random spike times and weights.</summary>
[Collection("firmware statics")]
public sealed class FirstSpikeGradientTests
{
    private const double Tau = FirstSpikeFormat.TicksPerTau;
    private const int Neurons = 120;

    [Fact]
    public void MedianCosineIsAtLeast99Percent()
    {
        List<double> hidden = [], output = [];
        for (int draw = 0; draw < 50; draw++)
        {
            (double h, double o) = Compare(new Random(draw));
            hidden.Add(h);
            output.Add(o);
        }

        Assert.InRange(hidden.Order().ElementAt(25), 0.99, 1);
        Assert.InRange(output.Order().ElementAt(25), 0.999, 1);
    }

    private static (double Hidden, double Output) Compare(Random random)
    {
        double[,] hiddenWeights = new double[FirstSpikeFormat.Inputs, FirstSpikeFormat.HiddenCapacity];
        double[,] outputWeights = new double[FirstSpikeFormat.Outputs, FirstSpikeFormat.HiddenCapacity];
        for (int i = 0; i < FirstSpikeFormat.Inputs; i++)
        {
            TrialRecord.Inputs[i] = (short)(i == FirstSpikeFormat.BiasInput ? 0 : random.Next(1500));
            for (int half = 0; half < 2; half++)
            {
                HiddenLayer.Weights[(2 * i) + half] = Lanes.Of(e => Draw(random, hiddenWeights, i, (64 * half) + e, 174, 93, 314, 64));
                HiddenLayer.Descent[(2 * i) + half] = default;
            }
        }

        for (int o = 0; o < FirstSpikeFormat.Outputs; o++)
        {
            TrialRecord.Outputs[o] = (short)random.Next(550, 1000);
            for (int half = 0; half < 2; half++)
            {
                OutputLayer.Weights[(2 * o) + half] = Lanes.Of(e => Draw(random, outputWeights, o, (64 * half) + e, 10, 20, 63, 512));
                OutputLayer.Descent[(2 * o) + half] = default;
            }
        }

        for (int e = 0; e < TrialRecord.Hidden.Length; e++)
        {
            TrialRecord.Hidden[e] = (short)(e < Neurons && random.Next(10) > 0 ? random.Next(150, 1200) : FirstSpikeFormat.NoSpike);
        }

        int[] errors = [random.Next(-100, 100), random.Next(-100, 100), random.Next(-100, 100)];
        HiddenLayer.Prepare();
        OutputLayer.Prepare();
        for (int o = 0; o < FirstSpikeFormat.Outputs; o++)
        {
            OutputLayer.Adjoints[o] = OutputLayer.Adjoint(errors[o], OutputLayer.Slope(o));
        }

        OutputLayer.Accumulate();
        for (int half = 0; half < 2; half++)
        {
            HiddenLayer.Accumulate(half, OutputLayer.HiddenError(half));
        }

        (double[] exactHidden, double[] exactOutput) = Exact(hiddenWeights, outputWeights, errors);
        return (Cosine(exactHidden, HiddenLayer.Descent), Cosine(exactOutput, OutputLayer.Descent));
    }

    private static int Draw(Random random, double[,] weights, int row, int element, double mean, double deviation, double limit, int unit)
    {
        double sum = 0;
        for (int k = 0; k < 4; k++)
        {
            sum += random.NextDouble() - 0.5;
        }

        int raw = (int)Math.Round(Math.Clamp(mean + (sum * 1.73 * deviation), -limit, limit) * unit);
        weights[row, element] = (double)raw / unit;
        return raw;
    }

    private static (double[] Hidden, double[] Output) Exact(double[,] hiddenWeights, double[,] outputWeights, int[] errors)
    {
        double[] hidden = new double[FirstSpikeFormat.Inputs * 128], output = new double[FirstSpikeFormat.Outputs * 128], error = new double[128];
        for (int o = 0; o < FirstSpikeFormat.Outputs; o++)
        {
            double current = 0;
            for (int j = 0; j < 128; j++)
            {
                double delta = TrialRecord.Outputs[o] - TrialRecord.Hidden[j];
                current += delta > 0 ? outputWeights[o, j] * Math.Exp(-delta / Tau) : 0;
            }

            double adjoint = errors[o] / Math.Max(current - FirstSpikeFormat.Threshold, FirstSpikeFormat.OutputSlopeFloor);
            for (int j = 0; j < 128; j++)
            {
                double delta = TrialRecord.Outputs[o] - TrialRecord.Hidden[j];
                double u = delta > 0 ? Math.Exp(-delta / (2 * Tau)) : 0;
                output[(o * 128) + j] = adjoint * 2 * u * (1 - u);
                error[j] += outputWeights[o, j] * adjoint * u * ((2 * u) - 1);
            }
        }

        for (int j = 0; j < 128; j++)
        {
            double current = 0;
            for (int i = 0; i < FirstSpikeFormat.Inputs; i++)
            {
                double delta = TrialRecord.Hidden[j] - TrialRecord.Inputs[i];
                current += delta > 0 ? hiddenWeights[i, j] * Math.Exp(-delta / Tau) : 0;
            }

            double adjoint = error[j] / Math.Max(current - FirstSpikeFormat.Threshold, FirstSpikeFormat.HiddenSlopeFloor);
            for (int i = 0; i < FirstSpikeFormat.Inputs && TrialRecord.Hidden[j] < FirstSpikeFormat.NoSpike; i++)
            {
                double delta = TrialRecord.Hidden[j] - TrialRecord.Inputs[i];
                double u = delta > 0 ? Math.Exp(-delta / (2 * Tau)) : 0;
                hidden[(i * 128) + j] = adjoint * 2 * u * (1 - u);
            }
        }

        return (hidden, output);
    }

    private static double Cosine(double[] exact, VectorH[] descent)
    {
        double product = 0, first = 0, second = 0;
        for (int row = 0; row < descent.Length; row++)
        {
            short[] lanes = Lanes.From(descent[row]);
            for (int e = 0; e < lanes.Length; e++)
            {
                double value = exact[((row >> 1) * 128) + ((row & 1) * 64) + e];
                product += value * lanes[e];
                first += value * value;
                second += (double)lanes[e] * lanes[e];
            }
        }

        return product / Math.Sqrt(first * second);
    }
}
