using OnChipLearn.Chip;
using OnChipLearn.Device.Host;
using OnChipLearn.Experiments.Checkpoints;
using OnChipLearn.Experiments.Energy;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Firmware.Reports;

namespace OnChipLearn.Experiments.OnChip;

/// <summary>The same firmware on the host CLR, against the same chip model. Between epochs both programs rest, and nothing of theirs is on a stack.</summary>
public sealed class HostFirmwareRun : IFirmwareRun
{
    private readonly FirmwareHostRun _run;
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly SemaphoreSlim _go = new(0);
    private Task? _task;

    public HostFirmwareRun(FirmwareSetup setup)
    {
        Chip = setup.Chip;
        _run = new FirmwareHostRun(setup.Chip, setup.Words, setup.Rule);
        _run.Scheduler.AtRest = Rest;
    }

    public HicannX Chip { get; }

    public IReadOnlyList<PhaseStatistics>? Phases => null;

    public TrainingActivity? Activity => null;

    public double? LearningCycles(int epoch) => null;

    /// <summary>The firmware's memory; it may be looked at after an epoch and after the end.</summary>
    public FirmwareHostRun Firmware => _run;

    public uint[] WaitForEpoch(int epoch)
    {
        GoOn();
        _arrived.Wait();
        var entry = _run.Epoch(epoch);
        if (entry[EpochReport.Epoch] != epoch)
        {
            _task!.GetAwaiter().GetResult();
            throw new FirmwareException($"ended before epoch {epoch}");
        }

        return entry;
    }

    public void Finish()
    {
        GoOn();
        _task!.GetAwaiter().GetResult();
    }

    public void Save(StateWriter state) => _run.Save(state);

    public void Restore(StateReader state) => _run.Restore(state);

    private void GoOn()
    {
        if (_task is null)
        {
            _task = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        else
        {
            _go.Release();
        }
    }

    private void Rest()
    {
        _arrived.Release();
        _go.Wait();
    }

    private void Run()
    {
        try
        {
            _run.Run();
        }
        finally
        {
            _arrived.Release();
        }
    }
}
