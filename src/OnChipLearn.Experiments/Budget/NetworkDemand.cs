using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Experiments.Training;
using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Experiments.Budget;

/// <summary>A network and how it is trained, as far as memory and time depend on it.</summary>
public sealed record NetworkDemand
{
    /// <summary>Rule of the firmware, see <see cref="FirmwareRules"/>.</summary>
    public string Rule { get; init; } = FirmwareRules.All[0].Name;

    /// <summary>Input channels.</summary>
    public int Inputs { get; init; } = FirstSpikeFormat.Inputs;

    /// <summary>Hidden neurons.</summary>
    public int Hidden { get; init; } = 120;

    /// <summary>Output neurons.</summary>
    public int Outputs { get; init; } = FirstSpikeFormat.Outputs;

    /// <summary>Signed rows per input.</summary>
    public int Duplication { get; init; } = FirstSpikeFormat.Duplication;

    /// <summary>Hidden neurons with recurrent synapses (rule event-replay); null: the rule's default, as far as there are so many.</summary>
    public int? Recurrent { get; init; }

    /// <summary><see cref="Recurrent"/> as it will be.</summary>
    public int RecurrentNeurons => Recurrent ?? (Rule == EventReplayRule.RuleName ? Math.Min(new EventReplaySettings().Recurrent, Hidden) : 0);

    /// <summary>Spikes of hidden and output neurons per sample; null: as many as there will be.</summary>
    public double? SpikesPerSample { get; init; }

    /// <summary>Seed of chip instance, initial weights and order of samples, on which the spikes of rule event-replay depend.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Training samples that the cycles are the mean of; learning changes the spikes of rule event-replay.</summary>
    public int Samples { get; init; } = 512;

    /// <summary>Training samples per update.</summary>
    public int Batch { get; init; } = new FirstSpikeSettings().Batch;

    /// <summary>Optimizer: adaptive or momentum.</summary>
    public string Optimizer { get; init; } = Adaptive;

    /// <summary>Observation path: fpga-dram or event-fifo.</summary>
    public string SpikePath { get; init; } = "fpga-dram";

    /// <summary>The Adam-like optimizer.</summary>
    public const string Adaptive = "adaptive";

    /// <summary>Descent with momentum.</summary>
    public const string Momentum = "momentum";

    /// <summary>The demand of a training.</summary>
    public static NetworkDemand Of(TrainingRequest request, FirstSpikeSettings settings) => new()
    {
        Rule = FirmwareRules.Named(request.Rule).Name,
        Hidden = request.Hidden,
        Recurrent = (settings as EventReplaySettings)?.Recurrent,
        Batch = settings.Batch,
        SpikePath = request.SpikePath,
    };

    /// <summary>Refuses what is no network at all.</summary>
    /// <exception cref="ExperimentInputException">A value that has no meaning.</exception>
    public void Validate()
    {
        Check("inputs", Inputs, 1, 1024);
        Check("hidden", Hidden, 1, 65536);
        Check("outputs", Outputs, 1, 1024);
        Check("duplication", Duplication, 1, 1024);
        Check("batch", Batch, 1, 65536);
        Check("samples", Samples, 1, 65536);
        Check("recurrent", Recurrent ?? 0, 0, 65536);
        if (SpikesPerSample is { } spikes && !(spikes >= 0 && spikes <= 1e6))
        {
            throw new ExperimentInputException("budget", "spikes per sample", spikes, "0..1000000");
        }

        if (Optimizer is not (Adaptive or Momentum))
        {
            throw new ExperimentInputException("budget", "optimizer", Optimizer, $"{Adaptive} or {Momentum}");
        }

        if (SpikePath is not ("fpga-dram" or "event-fifo"))
        {
            throw new ExperimentInputException("budget", "spike path", SpikePath, "fpga-dram or event-fifo");
        }
    }

    private static void Check(string field, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            throw new ExperimentInputException("budget", field, value, $"{least}..{most}");
        }
    }
}
