using OnChipLearn.Chip;
using OnChipLearn.Experiments.OnChip;
using OnChipLearn.Experiments.Training;
using PpuSim.AddressMap;
using PpuSim.Timing;

namespace OnChipLearn.Experiments.Tests.OnChip;

/// <summary>Between release of reset and the final sleep nobody writes but the processors, the sample player and the recorder.</summary>
public sealed class AutonomyTests
{
    [Theory]
    [InlineData("fpga-dram")]
    [InlineData("event-fifo")]
    public void NobodyElseWrites(string path)
    {
        var (run, training, log) = Start(path);
        training.RunEpoch();

        Assert.True(run.Core(0).IsAsleep && run.Core(1).IsAsleep);
        Assert.DoesNotContain(log.Writes.Keys, key => key.Initiator == Initiator.Host);
        foreach (var (key, addresses) in log.Writes)
        {
            Assert.True(IsAllowed(key.Initiator, key.Region), $"{addresses.Count} writes by {key.Initiator} to {key.Region}");
        }

        // The player plays what a processor asked for, the recorder writes records and nothing else.
        var records = log.Writes.Where(entry => entry.Key.Region == MemoryRegion.Fpga).SelectMany(entry => entry.Value).ToArray();
        Assert.All(records, address => Assert.InRange(address, MemoryMap.DramBase, MemoryMap.DramBase + (2 * TrialRecordMap.Stride) - 1));
        Assert.Equal(run.Chip.Player.TrialsBegun, log.Writes[(Initiator.TopProcessor, MemoryRegion.PlayerRegister)].Count);
        Assert.All(new[] { 0, 1 }, processor => Assert.True(run.Core(processor).Sram.Bytes.SequenceEqual(log.Expected(processor)), $"SRAM of processor {processor}"));
    }

    [Fact]
    public void AWriteByTheHostWouldBeSeen()
    {
        var (run, training, log) = Start("fpga-dram");
        run.Chip.WriteOmnibus(0x0018_0000, 1);
        run.Core(1).WriteSram(0x3F00, 0x1234_5678);
        training.RunEpoch();

        Assert.Contains(log.Writes.Keys, key => key.Initiator == Initiator.Host);
        Assert.False(run.Core(1).Sram.Bytes.SequenceEqual(log.Expected(1)));
    }

    private static bool IsAllowed(Initiator initiator, MemoryRegion region) => initiator switch
    {
        Initiator.Player or Initiator.Recorder => region == MemoryRegion.Fpga,
        Initiator.TopProcessor => region is MemoryRegion.VectorPort or MemoryRegion.PlayerRegister or MemoryRegion.Omnibus,
        Initiator.BottomProcessor => region is MemoryRegion.VectorPort or MemoryRegion.Omnibus,
        _ => false,
    };

    private static (OnChipRun Run, FirmwareTrainingRun Training, WriteLog Log) Start(string path)
    {
        using var data = new SmallYinYang(40, 4, 4);
        var setup = new FirmwareSetup(new TrainingRequest { SpikePath = path, Epochs = 1, DataFolder = data.Folder }, 1);
        WriteLog.StoreCopy[] stores = [new(), new()];
        var run = new OnChipRun(setup, CorePreset.HicannX.Core, energy: null, stores);
        return (run, new FirmwareTrainingRun(setup, run), new WriteLog(run, stores));
    }
}
