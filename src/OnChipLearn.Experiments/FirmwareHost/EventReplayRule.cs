using OnChipLearn.Chip;
using OnChipLearn.Experiments.OnChip;
using OnChipLearn.Experiments.Training;
using OnChipLearn.Firmware.Rules.EventReplay;

namespace OnChipLearn.Experiments.FirmwareHost;

/// <summary>Rule EventReplay: general event-driven adjoint, many spikes per neuron, recurrence.</summary>
public sealed class EventReplayRule : IFirmwareRule
{
    /// <summary><see cref="Name"/>.</summary>
    public const string RuleName = "event-replay";

    private static readonly EventReplaySettings Defaults = new();

    private static readonly EngineOption Recurrent = new("recurrent", Defaults.Recurrent, "rule event-replay: hidden neurons with recurrent synapses");
    private static readonly EngineOption InputRate = new("input-rate", Defaults.HiddenRate, "rule event-replay: learning rate of the input weights (theta)");
    private static readonly EngineOption RecurrentRate = new("recurrent-rate", Defaults.RecurrentRate, "rule event-replay: learning rate of the recurrent weights (theta)");
    private static readonly EngineOption OutputRate = new("output-rate", Defaults.OutputRate, "rule event-replay: learning rate of the output weights (theta)");
    private static readonly EngineOption RateDecay = new("rate-decay", Defaults.RateDecay, "rule event-replay: factor on these rates per epoch");
    private static readonly EngineOption InputMean = new("input-mean", Defaults.InputMean, "rule event-replay: mean of the initial input weights (theta)");
    private static readonly EngineOption OutputMean = new("output-mean", Defaults.OutputMean, "rule event-replay: mean of the initial output weights (theta)");
    private static readonly EngineOption OutputDeviation = new("output-sd", Defaults.OutputDeviation, "rule event-replay: their standard deviation");
    private static readonly EngineOption Label = new("target-correct", Defaults.TargetCorrect, "rule event-replay: target spike time of the label's output (tau_s)");
    private static readonly EngineOption Others = new("target-wrong", Defaults.TargetWrong, "rule event-replay: target spike time of the other outputs (tau_s)");

    public string Name => RuleName;

    public string Description => $"general event-driven adjoint, many spikes per neuron, up to {ReplayFormat.HiddenCapacity} hidden neurons, {ReplayFormat.RecurrentCapacity} of them recurrent";

    public IReadOnlyList<EngineOption> Options => [Recurrent, InputRate, RecurrentRate, OutputRate, RateDecay, InputMean, OutputMean, OutputDeviation, Label, Others];

    public int DefaultHidden => Defaults.Hidden;

    public IReadOnlyList<Type> Programs => [typeof(TopProgram), typeof(BottomProgram)];

    public FirmwareImages Images => FirmwareImages.EventReplay;

    public int QueueWords => 512;

    public FirstSpikeSettings Settings(TrainingRequest request)
    {
        int recurrent = Recurrent.WholeIn(request, 0);
        Check("recurrent", recurrent, 0, Math.Min(request.Hidden, ReplayFormat.RecurrentCapacity), "at most every hidden neuron; rows of 16-bit shadow weights in the top processor's SRAM");
        return new EventReplaySettings
        {
            Epochs = request.Epochs,
            Hidden = request.Hidden,
            Batch = request.Settings.BatchSize,
            Recurrent = recurrent,
            HiddenRate = InputRate.In(request),
            RecurrentRate = RecurrentRate.In(request),
            OutputRate = OutputRate.In(request),
            RateDecay = RateDecay.In(request),
            InputMean = InputMean.In(request),
            OutputMean = OutputMean.In(request),
            OutputDeviation = OutputDeviation.In(request),
            TargetCorrect = Label.In(request),
            TargetWrong = Others.In(request),
        };
    }

    public int VectorByte(int hidden) => EventReplayNetwork.VectorByte(hidden);

    public void Configure(HicannX chip, FirstSpikeSettings settings, ulong seed) =>
        EventReplayNetwork.Configure(chip, settings.Hidden, ((EventReplaySettings)settings).Recurrent, seed);

    private static void Check(string field, int value, int least, int most, string what)
    {
        if (value < least || value > most)
        {
            throw new ExperimentInputException("rule event-replay", field, value, $"{least}..{most} ({what})");
        }
    }
}
