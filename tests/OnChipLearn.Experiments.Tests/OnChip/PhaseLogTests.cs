using OnChipLearn.Experiments.OnChip;
using OnChipLearn.Firmware.Reports;

namespace OnChipLearn.Experiments.Tests.OnChip;

/// <summary>Phases as told from the stores of a processor and the completed records.</summary>
public sealed class PhaseLogTests
{
    private const int BytesPerPhase = 8;
    private readonly PhaseLog log = new(0, (1 << 12, 1 << 12));
    private readonly uint[] sums = new uint[PhaseTimes.Count];
    private long now = 5000;

    /// <summary>Records of an evaluation, more than the log keeps, do not shift those of the epoch after it.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(13)]
    public void LearningStartsWithTheRecordInEveryEpoch(int evaluated)
    {
        const int Samples = 3;
        log.Complete(1000);
        Epoch(Samples);
        for (var k = 0; k < evaluated; k++)
        {
            log.Complete(now += 1000);
        }

        now += 1000;
        Epoch(Samples);

        var phases = log.Read();
        Assert.Equal(2 * Samples, phases.Samples);
        Assert.Equal(2 * Samples * 300, phases.Sum.Wait);
        Assert.Equal(2 * Samples * 105, phases.Sum.Acquire);
        Assert.Equal(log.MeanLearning(1), log.MeanLearning(2));
    }

    private void Epoch(int samples)
    {
        for (var k = 0; k < samples; k++)
        {
            log.Complete(now + 300);
            Phase(PhaseTimes.Wait, 305);
            Phase(PhaseTimes.Acquire, 100);
            Phase(PhaseTimes.Backward, 50);
        }

        Phase(PhaseTimes.Update, 40);
        Phase(PhaseTimes.Write, 10);
    }

    private void Phase(int phase, uint cycles)
    {
        now += cycles;
        sums[phase] += cycles;
        log.Store(now, (uint)((phase * BytesPerPhase) + sizeof(uint)), sizeof(uint), sums[phase]);
    }
}
