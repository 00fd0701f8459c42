using System.Globalization;
using System.Text;
using System.Text.Json;
using OnChipLearn.EventProp.Training;
using OnChipLearn.Experiments.Energy;
using OnChipLearn.Experiments.Plots;
using OnChipLearn.Experiments.Results;

namespace OnChipLearn.Experiments.Training;

/// <summary>
/// The folder of a training run: <c>manifest.json</c> (the request and the seeds: everything that determines the run), <c>metrics.csv</c>
/// (one line per seed and epoch), <c>result.json</c>, <c>checkpoint-seed-N.json</c>, <c>learning-curve.png</c>, <c>decision-map.png</c>, and for the chip the files of <see cref="EnergyFiles"/>.
/// </summary>
public sealed class TrainingRunFolder
{
    private readonly string _path;

    public TrainingRunFolder(string path)
    {
        _path = path;
        Directory.CreateDirectory(path);
    }

    /// <summary>Where.</summary>
    public string FullPath => Path.GetFullPath(_path);

    /// <summary>Writes everything. <paramref name="summary"/> is the JSON object of the command line.</summary>
    public void Write<TSummary>(TrainingResult result, IReadOnlyList<ITrainingRun> runs, TSummary summary)
    {
        var seeds = result.Seeds.Select(seed => seed.Seed).ToArray();
        File.WriteAllText(Path.Combine(_path, "manifest.json"), ResultJson.Write(new { request = result.Request, seeds }));
        File.WriteAllText(Path.Combine(_path, "metrics.csv"), Table(result));
        File.WriteAllText(Path.Combine(_path, "result.json"), ResultJson.Write(summary));
        for (var i = 0; i < runs.Count; i++)
        {
            if (runs[i].Save() is { } checkpoint)
            {
                File.WriteAllText(CheckpointFile(_path, seeds[i]), ResultJson.Write(checkpoint));
            }
        }

        EnergyFiles.Write(_path, result.Seeds);
        LearningCurvePlot.Save(result, Path.Combine(_path, "learning-curve.png"));
        DecisionMapPlot.Save(runs[0], Path.Combine(_path, "decision-map.png"));
    }

    /// <summary>The state that a run folder holds for a seed.</summary>
    public static Checkpoint ReadCheckpoint(string folder, ulong seed)
    {
        var file = CheckpointFile(folder, seed);
        try
        {
            return ResultJson.Read<Checkpoint>(File.ReadAllText(file))
                ?? throw new ExperimentInputException(file, "content", "null", "a checkpoint");
        }
        catch (JsonException exception)
        {
            throw new ExperimentInputException(file, "content", exception.Message, "a checkpoint");
        }
    }

    private static string CheckpointFile(string folder, ulong seed) => Path.Combine(folder, $"checkpoint-seed-{seed}.json");

    private static string Table(TrainingResult result)
    {
        var text = new StringBuilder("seed,epoch,trainLoss,trainAccuracy,validationAccuracy,testAccuracy,spikesPerSample\n");
        foreach (var seed in result.Seeds)
        {
            foreach (var epoch in seed.Epochs)
            {
                text.Append(CultureInfo.InvariantCulture, $"{seed.Seed},{epoch.Epoch},{epoch.TrainLoss:R},{epoch.TrainAccuracy:R},");
                text.Append(CultureInfo.InvariantCulture, $"{epoch.ValidationAccuracy:R},{epoch.TestAccuracy:R},{epoch.SpikesPerSample:R}\n");
            }
        }

        return text.ToString();
    }
}
