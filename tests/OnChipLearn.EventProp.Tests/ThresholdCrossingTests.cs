using OnChipLearn.EventProp.Neurons;
using OnChipLearn.EventProp.Randomness;

namespace OnChipLearn.EventProp.Tests;

/// <summary>Spike times against a brute-force search for the first crossing.</summary>
public sealed class ThresholdCrossingTests
{
    [Theory]
    [InlineData(2.0)]
    [InlineData(1.0)]
    [InlineData(1.0 + 1e-9)]
    [InlineData(0.4)]
    [InlineData(5.0)]
    public void FirstCrossingIsFound(double membraneTime)
    {
        var kernel = new Kernel(membraneTime, 1);
        var random = new SeededRandom(1);
        var found = 0;
        for (var draw = 0; draw < 2000; draw++)
        {
            // Every tenth neuron leaks above its threshold.
            var threshold = draw % 10 == 0 ? -0.5 : 1;
            var potential = threshold - random.Uniform(0.01, 2);
            var current = 8 * random.Normal();
            var time = ThresholdCrossing.After(kernel, potential, current, threshold);
            var scanned = Scan(kernel, potential, current, threshold);
            if (double.IsPositiveInfinity(time) || double.IsPositiveInfinity(scanned))
            {
                // A maximum that barely reaches the threshold may fall between two steps of the scan.
                Assert.True(scanned == time || Largest(kernel, potential, current) < threshold + 1e-3, $"{potential} {current}: {time}, scan {scanned}");
                continue;
            }

            found++;
            Assert.True(Math.Abs(time - scanned) < 2e-3, $"{potential} {current}: {time}, scan {scanned}");
            Assert.Equal(threshold, Voltage(kernel, potential, current, time), 1e-12);
        }

        Assert.True(found > 200);
    }

    [Fact]
    public void NearlyEqualTimeConstantsJoinTheEqualOnes()
    {
        var equal = new Kernel(1, 1).At(0.7);
        var near = new Kernel(1 + 1e-10, 1).At(0.7);
        Assert.Equal(equal.Potential, near.Potential, 1e-10);
        Assert.Equal(0.7 * Math.Exp(-0.7), equal.Potential, 1e-15);
    }

    [Theory]
    [InlineData(-0.3678794411714423)]
    [InlineData(-0.3)]
    [InlineData(-1e-9)]
    [InlineData(0.5)]
    [InlineData(100)]
    public void LambertWInvertsItsDefinition(double z)
    {
        var w = LambertW.Principal(z);
        Assert.Equal(z, w * Math.Exp(w), 1e-13 * Math.Max(1, Math.Abs(z)));
    }

    private static double Voltage(Kernel kernel, double potential, double current, double time)
    {
        var response = kernel.At(time);
        return (potential * response.Membrane) + (current * response.Potential);
    }

    private static double Scan(Kernel kernel, double potential, double current, double threshold)
    {
        for (var step = 0; step < 40_000; step++)
        {
            if (Voltage(kernel, potential, current, step * 1e-3) >= threshold)
            {
                return step * 1e-3;
            }
        }

        return double.PositiveInfinity;
    }

    private static double Largest(Kernel kernel, double potential, double current)
    {
        var time = kernel.StationaryTime(potential, current);
        return double.IsNaN(time) ? double.NegativeInfinity : Voltage(kernel, potential, current, time);
    }
}
