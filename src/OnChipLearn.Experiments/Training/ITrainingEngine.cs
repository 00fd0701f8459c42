using OnChipLearn.EventProp.Tasks;

namespace OnChipLearn.Experiments.Training;

/// <summary>A way to train the Yin-Yang network: one class, one line in <see cref="TrainingEngines"/>.</summary>
public interface ITrainingEngine
{
    /// <summary>Name on the command line.</summary>
    string Name { get; }

    /// <summary>One sentence for the help text.</summary>
    string Description { get; }

    /// <summary>Epochs if the user names none.</summary>
    int DefaultEpochs => 300;

    /// <summary>Checkpoints hold a machine with its memory, not just weights.</summary>
    bool StateIsOfProcessors => false;

    /// <summary>Options that only this engine knows.</summary>
    IReadOnlyList<EngineOption> Options { get; }

    /// <summary>Starts a run with one seed; nothing has been learned yet.</summary>
    ITrainingRun Start(TrainingRequest request, ulong seed);
}

/// <summary>One seed's training in progress.</summary>
public interface ITrainingRun
{
    /// <summary>How the task's values become spike times in this run.</summary>
    LatencyEncoding Encoding { get; }

    /// <summary>Trains one epoch and evaluates.</summary>
    EpochMetrics RunEpoch();

    /// <summary>Predicted class, or -1, for input spike times [channels] in tau_s.</summary>
    int Classify(ReadOnlySpan<double> inputTimes);

    /// <summary>What the run has cost on the chip so far; fields stay null where the engine has no chip.</summary>
    RunCosts Costs { get; }

    /// <summary>What the last epoch cost on the chip; null where the engine has no chip.</summary>
    EpochCosts? EpochCosts => null;

    /// <summary>State after the epochs so far.</summary>
    byte[] Save();

    /// <summary>Continues from a state that <see cref="Save"/> gave, before the first epoch.</summary>
    /// <param name="state">The state.</param>
    /// <param name="file">Where it comes from, for messages.</param>
    void Resume(byte[] state, string file);
}
