using OnChipLearn.Board.Energy;
using OnChipLearn.Chip;
using OnChipLearn.Chip.Configuration;
using OnChipLearn.Experiments.Checkpoints;
using OnChipLearn.Experiments.Energy;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Firmware.Reports;
using OnChipLearn.Firmware.Rules.FirstSpike;
using OnChipLearn.Firmware.Synchronisation;
using OnChipLearn.Firmware.Trials;
using PpuSim.Machine;
using PpuSim.Timing;
using PpuSim.Translation;

namespace OnChipLearn.Experiments.OnChip;

/// <summary>
/// The closed loop: the compiled firmware on both simulated processors, the chip model around them. The host loads images, configuration words and the
/// player's samples before the release of reset, and from then on only reads.
/// </summary>
public sealed class OnChipRun : IFirmwareRun
{
    // Chip time between two looks of the host at the counters: 4 ms.
    private const long LookCycles = 1_000_000;

    private readonly FirmwareImages _images;
    private readonly PpuActivityCounter[] _counters;
    private readonly PhaseLog[] _logs;
    private readonly ProcessorPair _processors;
    private readonly uint _ring;
    private readonly SpikePath _path;

    /// <param name="setup">Chip, data set, configuration words.</param>
    /// <param name="core">Timing of the processors.</param>
    /// <param name="energy">Table to count activity for; null counts nothing. Counting changes no result.</param>
    /// <param name="stores">Hear of the stores of each processor; null for nobody.</param>
    /// <param name="engine">How to simulate the processors; changes no result.</param>
    /// <param name="threads">With two, translated regions are compiled and the chip around the processors is simulated beside them; changes no result.</param>
    public OnChipRun(
        FirmwareSetup setup, CoreParameters core, EnergyTable? energy = null, IReadOnlyList<IStoreObserver>? stores = null, CoreEngine engine = CoreEngine.Translator,
        int threads = 1)
    {
        var compilation = threads > 1 ? RegionCompilation.Beside : RegionCompilation.AtOnce;
        Chip = setup.Chip;
        _path = setup.Path;
        _images = setup.Rule.Images;
        _counters = [new PpuActivityCounter(), new PpuActivityCounter()];
        _logs = [LogOf(0), LogOf(1)];
        Chip.Observer = new RecordWatch(Chip, _logs);
        _processors = new ProcessorPair(Chip, (processor, ports) =>
        {
            var probe = new StoreProbe(_logs[processor], stores?[processor]);
            return energy is null
                ? CoreFactory.Create(engine, core, new ScalarState(), new VectorState(core.Slices), new Sram(), ports, probe, compilation)
                : CoreFactory.Create(
                    engine, core, new ScalarState(), new VectorState(core.Slices), new Sram(), ports, probe, new PpuActivityProbe(_counters[processor]), compilation);
        })
        {
            Threads = threads,
        };
        _processors.Share(0, Exchange.FirstAddress, Exchange.Bytes);
        _processors.Release();
        for (var processor = 0; processor < _images.Programs.Count; processor++)
        {
            _images.Programs[processor].Image.CopyTo(_processors[processor].Sram.Bytes);
            for (var word = 0; word < setup.Words.Length; word++)
            {
                _processors[processor].WriteSram((uint)(Configuration.Address + 4 * word), setup.Words[word]);
            }
        }

        if (energy is not null)
        {
            Activity = new TrainingActivity(Chip, ReadCounters, setup.Data.Train.Count, energy);
        }

        _ring = _images.Address(1, nameof(EpochReport) + "." + nameof(EpochReport.Ring));
    }

    public HicannX Chip { get; }

    public TrainingActivity? Activity { get; }

    /// <summary>The core of a processor: 0 top, 1 bottom.</summary>
    public IPpuCore Core(int processor) => _processors[processor];

    public IReadOnlyList<PhaseStatistics> Phases => [.. _logs.Select(log => log.Read())];

    public double? LearningCycles(int epoch) => _logs.Max(log => log.MeanLearning(epoch));

    public uint[] WaitForEpoch(int epoch)
    {
        var entry = _ring + (uint)(4 * EpochReport.Words * ((epoch - 1) % EpochReport.Entries));
        while (_processors[1].Sram.ReadWord(entry) != epoch)
        {
            if (Advance() && _processors[1].Sram.ReadWord(entry) != epoch)
            {
                throw new FirmwareStoppedException(epoch, _processors[0].Pc, _processors[1].Pc);
            }
        }

        return [.. Enumerable.Range(0, EpochReport.Words).Select(word => _processors[1].Sram.ReadWord(entry + (uint)(4 * word)))];
    }

    public void Finish()
    {
        while (!Advance())
        {
        }

        Activity?.Close();
    }

    public void Save(StateWriter state)
    {
        // Cores may have counts that nobody has added up yet: reading does it.
        ReadCounters();
        foreach (var core in new[] { _processors[0], _processors[1] })
        {
            (core as ICoupledCore)?.Settle();
        }

        foreach (var part in Parts)
        {
            state.Write(part);
        }
    }

    public void Restore(StateReader state)
    {
        foreach (var part in Parts)
        {
            state.Read(part);
        }
    }

    /// <summary>Copy of a static array in a processor's SRAM, in words.</summary>
    public uint[] Words(int processor, string field, int count)
    {
        var address = _images.Address(processor, field);
        return [.. Enumerable.Range(0, count).Select(word => _processors[processor].Sram.ReadWord(address + (uint)(4 * word)))];
    }

    private PhaseLog LogOf(int processor)
    {
        var words = _images.Find(processor, nameof(DramAcquisition) + ".Words");
        return new PhaseLog(
            _images.Address(processor, nameof(PhaseTimes) + "." + nameof(PhaseTimes.Sums)),
            _path == SpikePath.FpgaDram && words is { } symbol ? (symbol.Address, symbol.Address + symbol.Size) : default);
    }

    private ActivityCounts ReadCounters()
    {
        var counts = _counters[0].Read(_processors[0]);
        counts.Add(_counters[1].Read(_processors[1]));
        return counts;
    }

    private IEnumerable<object?> Parts => [Chip, _processors, _counters, _logs, Activity];

    /// <summary>Lets chip time pass; true if both processors sleep for good.</summary>
    private bool Advance()
    {
        if (Activity is null)
        {
            return _processors.Run(Math.Max(_processors[0].Cycle, _processors[1].Cycle) + LookCycles);
        }

        var asleep = _processors.Run(Activity.NextLook - Chip.DataPort(0).Epoch);
        Activity.Look();
        return asleep;
    }
}
