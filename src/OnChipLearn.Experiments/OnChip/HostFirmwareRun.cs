using System.Collections.Concurrent;
using OnChipLearn.Chip;
using OnChipLearn.Device.Host;
using OnChipLearn.Experiments.Energy;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Firmware.Reports;

namespace OnChipLearn.Experiments.OnChip;

/// <summary>The same firmware on the host CLR, against the same chip model; it runs ahead of the reader.</summary>
public sealed class HostFirmwareRun : IFirmwareRun
{
    private readonly FirmwareHostRun _run;
    private readonly BlockingCollection<uint[]> _epochs = [];
    private readonly Task _task;
    private int _published;

    public HostFirmwareRun(FirmwareSetup setup)
    {
        Chip = setup.Chip;
        _run = new FirmwareHostRun(setup.Chip, setup.Words);
        _run.Scheduler.AtYield = Look;
        _task = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public HicannX Chip { get; }

    public IReadOnlyList<PhaseCycles>? Phases => null;

    public TrainingActivity? Activity => null;

    /// <summary>The firmware's memory, once it has ended.</summary>
    public FirmwareHostRun Firmware => _run;

    public uint[] WaitForEpoch(int epoch)
    {
        try
        {
            return _epochs.Take();
        }
        catch (InvalidOperationException)
        {
            _task.GetAwaiter().GetResult();
            throw new FirmwareException($"ended before epoch {epoch}");
        }
    }

    public void Finish() => _task.GetAwaiter().GetResult();

    private void Run()
    {
        try
        {
            _run.Run();
            Look();
        }
        finally
        {
            _epochs.CompleteAdding();
        }
    }

    // Called while no processor runs.
    private void Look()
    {
        var entry = _run.Epoch(_published + 1);
        if (entry[EpochReport.Epoch] == _published + 1)
        {
            _epochs.Add(entry);
            _published++;
        }
    }
}
