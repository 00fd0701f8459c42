using System.Globalization;
using System.Text;
using OnChipLearn.Experiments.Checkpoints;
using OnChipLearn.Experiments.Energy;
using OnChipLearn.Experiments.OnChip;
using OnChipLearn.Experiments.Plots;
using OnChipLearn.Experiments.Results;

namespace OnChipLearn.Experiments.Training;

/// <summary>
/// The folder of a training run. From the start: <c>manifest.json</c> (everything that determines the run); after each epoch
/// <c>checkpoint-seed-N.bin</c>; at the end <c>metrics.csv</c> and <c>metrics.json</c> (one entry per seed and epoch), <c>result.json</c>,
/// <c>learning-curve.png</c>, <c>decision-map.png</c>, for firmware <c>spike-raster.png</c> (test samples on the trained chip) and the files of
/// <see cref="FirmwareFiles"/>, for the chip those of
/// <see cref="EnergyFiles"/>. Nothing in it depends on the time of day or the speed of the machine.
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

    /// <summary>The manifest in a run folder.</summary>
    public static string ManifestFile(string folder) => Path.Combine(folder, "manifest.json");

    /// <summary>Says what is going to run.</summary>
    public void Begin(TrainingManifest manifest) => File.WriteAllText(ManifestFile(_path), ResultJson.Write(manifest));

    /// <summary>Keeps the state of a seed's run.</summary>
    public void Keep(ulong seed, RunCheckpoint checkpoint) => CheckpointFile.Write(CheckpointFile.Path(_path, seed), checkpoint);

    /// <summary>Writes results and plots. <paramref name="summary"/> is the JSON object of the command line, without times of this machine.</summary>
    public void Write<TSummary>(TrainingResult result, IReadOnlyList<ITrainingRun> runs, TSummary summary)
    {
        File.WriteAllText(Path.Combine(_path, "metrics.csv"), Table(result));
        File.WriteAllText(
            Path.Combine(_path, "metrics.json"),
            ResultJson.Write(new { seeds = result.Seeds.Select(seed => new { seed.Seed, seed.Epochs, seed.EpochCosts, verdict = seed.Costs.OnChip }) }));
        File.WriteAllText(Path.Combine(_path, "result.json"), ResultJson.Write(summary));
        var firmware = runs[0] as FirmwareTrainingRun;

        // What the run has left behind is drawn while the trained chip plays the points of the map.
        var drawing = Task.Run(() =>
        {
            EnergyFiles.Write(_path, result.Seeds);
            LearningCurvePlot.Save(result, Path.Combine(_path, "learning-curve.png"));
            if (firmware is not null)
            {
                FirmwareFiles.Write(_path, firmware, result.Seeds[0]);
            }
        });
        var classes = DecisionMapPlot.Classes(runs[0]);
        drawing.GetAwaiter().GetResult();
        DecisionMapPlot.Save(classes, Path.Combine(_path, "decision-map.png"));
        if (firmware is not null)
        {
            SpikeRasterPlot.Save(firmware, Path.Combine(_path, "spike-raster.png"));
        }
    }

    /// <summary>The weights that a run folder holds for a seed, from an engine that trains with float64 gradients.</summary>
    public static double[] ReadWeights(string folder, ulong seed)
    {
        var file = CheckpointFile.Path(folder, seed);
        return GradientTrainingRun.ReadState(CheckpointFile.Read(file).State, file).Weights;
    }

    private static string Table(TrainingResult result)
    {
        var text = new StringBuilder(
            "seed,epoch,trainLoss,trainAccuracy,validationAccuracy,testAccuracy,spikesPerSample,learningCyclesPerSample,chipSeconds\n");
        foreach (var seed in result.Seeds)
        {
            foreach (var (epoch, costs) in seed.Epochs.Zip(seed.EpochCosts))
            {
                text.Append(CultureInfo.InvariantCulture, $"{seed.Seed},{epoch.Epoch},{epoch.TrainLoss:R},{epoch.TrainAccuracy:R},");
                text.Append(CultureInfo.InvariantCulture, $"{epoch.ValidationAccuracy:R},{epoch.TestAccuracy:R},{epoch.SpikesPerSample:R},");
                text.Append(CultureInfo.InvariantCulture, $"{costs?.LearningCyclesPerSample:R},{costs?.ChipSeconds:R}\n");
            }
        }

        return text.ToString();
    }
}
