using OnChipLearn.Chip;
using OnChipLearn.Chip.Configuration;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.Experiments.Budget;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Experiments.Training;
using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Experiments.OnChip;

/// <summary>All that the host does before the release of reset: chip, network, data set in the player, configuration words.</summary>
public sealed class FirmwareSetup
{
    /// <summary>
    /// 40 us: learning from a sample takes a little less than 10,000 cycles and sets the period, so that every period plays a sample. Trials fill
    /// their period: a record is complete only after the next trial has begun.
    /// </summary>
    public const int DefaultPeriodCycles = 10_000;

    public FirmwareSetup(TrainingRequest request, ulong seed, ChipTiming? timing = null)
        : this(request, seed, YinYang.Load(request.DataFolder, new LatencyEncoding()), timing: timing)
    {
    }

    /// <param name="request">What to train.</param>
    /// <param name="seed">Seed of chip, weights and order.</param>
    /// <param name="data">Samples, in place of those of the request's folder.</param>
    /// <param name="periodCycles">Distance of trial starts and length of the trials in cycles.</param>
    /// <param name="timing">Latencies of the chip; null for those of preset hicann-x.</param>
    public FirmwareSetup(TrainingRequest request, ulong seed, YinYang data, int periodCycles = DefaultPeriodCycles, ChipTiming? timing = null)
    {
        Encoding = new LatencyEncoding();
        Data = data;
        Rule = FirmwareRules.Of(request);
        Settings = Rule.Settings(request);
        ResourceLimits.Require("training", NetworkDemand.Of(request, Settings));
        Path = request.SpikePath switch
        {
            "fpga-dram" => SpikePath.FpgaDram,
            "event-fifo" => SpikePath.EventFifo,
            _ => throw new ExperimentInputException("training", "spike path", request.SpikePath, "fpga-dram or event-fifo"),
        };
        Chip = new HicannX(new ChipConfiguration
        {
            Instance = TrainingChip.Of(request, seed),
            Timing = timing ?? new ChipTiming(),
            Trials = new TrialConfiguration { SpikePath = Path, PeriodCycles = periodCycles, DurationCycles = periodCycles, FifoDepth = Rule.QueueWords },
        });
        var chipSeed = (uint)(seed + 1);
        Rule.Configure(Chip, Settings, chipSeed);
        Chip.Player.Load([.. FirstSpikeNetwork.Samples(Data.Train), .. FirstSpikeNetwork.Samples(Data.Validation), .. FirstSpikeNetwork.Samples(Data.Test)]);
        Words = Settings.ToWords(
            chipSeed, Data.Train.Count, Data.Validation.Count, Data.Test.Count, Path == SpikePath.EventFifo ? Configuration.PathFifo : Configuration.PathDram);
    }

    public LatencyEncoding Encoding { get; }

    public YinYang Data { get; }

    /// <summary>The firmware's rule.</summary>
    public IFirmwareRule Rule { get; }

    public FirstSpikeSettings Settings { get; }

    public SpikePath Path { get; }

    public HicannX Chip { get; }

    /// <summary>Configuration words of the firmware, the same for both processors.</summary>
    public uint[] Words { get; }
}
