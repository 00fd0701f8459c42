using OnChipLearn.Device;
using OnChipLearn.Firmware.Arithmetic;
using OnChipLearn.Firmware.Optimizers;

namespace OnChipLearn.Firmware.Tests;

/// <summary>The optimizers in lane operations against their definition in double precision.</summary>
public sealed class OptimizerTests
{
    [Fact]
    public void AdaptiveMomentsFollowAdamOnAverage()
    {
        Random random = new(3);
        VectorH[] weights = [default], descents = [default], momenta = [default], scales = [VectorUnit.SplatHalfword(1000)];
        double[] w = new double[VectorH.Length], m = new double[VectorH.Length], v = new double[VectorH.Length];
        Array.Fill(v, 1000.0 * 1000);
        for (int step = 0; step < 300; step++)
        {
            int[] d = [.. Enumerable.Range(0, VectorH.Length).Select(e => random.Next(-800, 800) + (10 * (e - 32)))];
            descents[0] = Lanes.Of(e => d[e]);
            AdaptiveMoments.Step(
                weights, descents, momenta, scales, 0, Lanes.Of(_ => random.Next(256) << 7), VectorUnit.SplatHalfword(8192), VectorUnit.SplatHalfword(32000));
            for (int e = 0; e < d.Length; e++)
            {
                m[e] += 0.1 * (d[e] - m[e]);
                v[e] += 2 / 256.0 * ((d[e] * d[e]) - v[e]);
                w[e] += AdaptiveMoments.LargestStep * 0.25 * m[e] / Math.Sqrt(v[e]);
            }
        }

        short[] fixedWeights = Lanes.From(weights[0]);
        short[] fixedScales = Lanes.From(scales[0]);
        double range = w.Max() - w.Min();
        for (int e = 0; e < w.Length; e++)
        {
            Assert.InRange(fixedWeights[e] - w[e], -0.05 * range, 0.05 * range);
            Assert.InRange(fixedScales[e] / Math.Sqrt(v[e]), 0.85, 1.15);
        }

        Assert.All(Lanes.From(descents[0]), d => Assert.Equal(0, d));
    }

    [Fact]
    public void WithoutDescentNothingMoves()
    {
        VectorH[] weights = [Lanes.Of(e => (e - 32) * 500)], descents = [default], momenta = [default], scales = [VectorUnit.SplatHalfword(Reciprocal.Smallest)];
        foreach (int random in new[] { 0, 32640 })
        {
            AdaptiveMoments.Step(
                weights, descents, momenta, scales, 0, VectorUnit.SplatHalfword(random), VectorUnit.SplatHalfword(32767), VectorUnit.SplatHalfword(32000));
            MomentumDescent.Step(
                weights, descents, momenta, 0, VectorUnit.SplatHalfword(random), VectorUnit.SplatHalfword(32767), VectorUnit.SplatHalfword(32000));
        }

        Assert.Equal(Enumerable.Range(0, VectorH.Length).Select(e => (short)((e - 32) * 500)), Lanes.From(weights[0]));
    }

    [Theory]
    [InlineData(19005, 60)]
    [InlineData(7, 3)]
    public void RatesFallInEqualStepsAndStayAtTheLast(int first, int epochs)
    {
        int step = first / epochs;
        int rate = first;
        for (int epoch = 1; epoch < 2 * epochs; epoch++)
        {
            int next = RateSchedule.Next(rate, first, epochs);
            Assert.InRange(next, step, Math.Max(step, rate - step));
            rate = next;
        }

        Assert.Equal(step, rate);
    }
}
