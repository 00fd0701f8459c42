using OnChipLearn.Analog.Calibration;
using OnChipLearn.Analog.Events;
using OnChipLearn.Analog.Imperfection;
using OnChipLearn.Analog.Neurons;

namespace OnChipLearn.Analog.Tests;

public sealed class CalibrationTests
{
    private const double Tolerance = 0.03;

    [Fact]
    public void TypicalChipsReachTimeConstantAndThresholdWithinThreePercent()
    {
        int seeds = TestCounts.Reduced(2, 10);
        int columns = TestCounts.Reduced(24, 256);
        NeuronParameters target = new();
        for (int seed = 1; seed <= seeds; seed++)
        {
            AnalogCore core = new(ChipInstance.Create(ImperfectionPreset.Typical, (ulong)seed), new Silent());
            int within = 0;
            int before = 0;
            int total = 0;
            for (int hemisphere = 0; hemisphere < 2; hemisphere++)
            {
                for (int column = 0; column < columns; column++)
                {
                    core.ConfigureNeuron(hemisphere, column, target);
                    before += IsWithin(core, hemisphere, column, target) ? 1 : 0;
                    new NeuronCalibration(core).Calibrate(hemisphere, column, target);
                    within += IsWithin(core, hemisphere, column, target) ? 1 : 0;
                    total++;
                    core.ConfigureNeuron(hemisphere, column, target with { Enabled = false });
                }
            }

            TestContext.Current.SendDiagnosticMessage($"seed {seed}: {before} of {total} neurons within 3 % before, {within} after calibration");
            Assert.True(within >= 0.95 * total, $"seed {seed}: {within} of {total}");
            Assert.True(before < 0.5 * total);
        }
    }

    private static bool IsWithin(AnalogCore core, int hemisphere, int column, NeuronParameters target)
    {
        NeuronParameters real = core[hemisphere].Neurons.Parameters(ArrayGeometry.LaneOf(column));
        double height = target.ThresholdVolt - target.LeakVolt;
        return Math.Abs((real.MembraneTimeConstantUs / target.MembraneTimeConstantUs) - 1) <= Tolerance
            && Math.Abs(((real.ThresholdVolt - real.LeakVolt) / height) - 1) <= Tolerance;
    }

    private sealed class Silent : ISpikeSink
    {
        public void OnSpike(in NeuronSpike spike)
        {
        }
    }
}
