using System.Text.Json.Serialization;
using OnChipLearn.EventProp.Training;

namespace OnChipLearn.Experiments.Training;

/// <summary>What to train, fully: a run is a function of this record and the seed.</summary>
public sealed record TrainingRequest
{
    /// <summary>Name of the engine, see <see cref="TrainingEngines"/>.</summary>
    public string Engine { get; init; } = "on-chip";

    /// <summary>Chip of the engines that have one: ideal, typical or harsh (one instance per seed), or a chip instance file.</summary>
    public string Chip { get; init; } = "typical";

    /// <summary>How spikes reach the processors: fpga-dram or event-fifo.</summary>
    public string SpikePath { get; init; } = "fpga-dram";

    /// <summary>Learning rule of the firmware, and network of its reference in the loop: see <see cref="FirmwareHost.FirmwareRules"/>.</summary>
    public string Rule { get; init; } = "first-spike";

    /// <summary>Energy table of the engines that have a chip; null for the default.</summary>
    public string? EnergyTable { get; init; }

    /// <summary>Folder with the six Yin-Yang arrays; what counts is their content, so it is no part of the request as JSON.</summary>
    [JsonIgnore]
    public string DataFolder { get; init; } = DefaultDataFolder;

    /// <summary>Epochs per seed.</summary>
    public int Epochs { get; init; } = 300;

    /// <summary>Hidden neurons.</summary>
    public int Hidden { get; init; } = 120;

    /// <summary>Optimizer, rates, batch; the seed in here is replaced by that of each run.</summary>
    public TrainingSettings Settings { get; init; } = new();

    /// <summary>Options of the engine by name, see <see cref="ITrainingEngine.Options"/>.</summary>
    public IReadOnlyDictionary<string, string> EngineOptions { get; init; } = new Dictionary<string, string>();

    /// <summary>The arrays that come with the program.</summary>
    public static string DefaultDataFolder => Path.Combine(AppContext.BaseDirectory, "data", "yin-yang");

    /// <summary>Throws <see cref="ExperimentInputException"/> on values that no run can use.</summary>
    public void Validate()
    {
        if (Epochs < 1)
        {
            throw new ExperimentInputException("training", "epochs", Epochs, "at least 1");
        }

        if (Hidden < 1)
        {
            throw new ExperimentInputException("training", "hidden neurons", Hidden, "at least 1");
        }

        Settings.Validate();
    }
}
