using OnChipLearn.Chip;
using OnChipLearn.Experiments.OnChip;
using OnChipLearn.Experiments.Training;
using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Experiments.FirmwareHost;

/// <summary>Rule FirstSpike: closed form, one spike per neuron.</summary>
public sealed class FirstSpikeRule : IFirmwareRule
{
    /// <summary><see cref="Name"/>.</summary>
    public const string RuleName = "first-spike";

    public string Name => RuleName;

    public string Description => "closed form, one spike per neuron, up to 128 hidden neurons";

    public IReadOnlyList<EngineOption> Options => [];

    public int DefaultHidden => new FirstSpikeSettings().Hidden;

    public IReadOnlyList<Type> Programs => [typeof(TopProgram), typeof(BottomProgram)];

    public FirmwareImages Images => FirmwareImages.FirstSpike;

    public int QueueWords => 256;

    public FirstSpikeSettings Settings(TrainingRequest request) => new() { Epochs = request.Epochs, Hidden = request.Hidden, Batch = request.Settings.BatchSize };

    public int VectorByte(int hidden) => hidden;

    public void Configure(HicannX chip, FirstSpikeSettings settings, ulong seed) => FirstSpikeNetwork.Configure(chip, settings.Hidden, seed);
}
