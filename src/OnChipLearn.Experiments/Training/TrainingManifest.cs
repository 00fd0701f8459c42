using System.Text.Json;
using OnChipLearn.Experiments.Checkpoints;
using OnChipLearn.Experiments.Results;

namespace OnChipLearn.Experiments.Training;

/// <summary>
/// Everything that determines a run: the same manifest with the same build of the program gives the same bytes. Hashes say whether the files that
/// it names are still those of the run.
/// </summary>
public sealed record TrainingManifest
{
    /// <summary>What is trained.</summary>
    public required TrainingRequest Request { get; init; }

    /// <summary>Seeds of chips, weights, sample order and noise.</summary>
    public required IReadOnlyList<ulong> Seeds { get; init; }

    /// <summary>Folder of the data set; null for the one that comes with the program.</summary>
    public string? DataFolder { get; init; }

    /// <summary>SHA-256 over the arrays of the data set.</summary>
    public required string DataSha256 { get; init; }

    /// <summary>SHA-256 of the file that describes each seed's chip; empty for engines without one.</summary>
    public IReadOnlyList<string> ChipSha256 { get; init; } = [];

    /// <summary>SHA-256 of the firmware's ELF files, top and bottom; empty for engines without firmware.</summary>
    public IReadOnlyList<string> FirmwareSha256 { get; init; } = [];

    /// <summary>Build of the program (<see cref="ProgramBuild"/>).</summary>
    public required string Build { get; init; }

    /// <summary>Version of the .NET runtime.</summary>
    public required string Runtime { get; init; }

    /// <summary>The manifest of a run.</summary>
    public static TrainingManifest Of(TrainingRequest request, IReadOnlyList<ulong> seeds, IReadOnlyList<ITrainingRun> runs) => new()
    {
        Request = request,
        Seeds = seeds,
        DataFolder = request.DataFolder == TrainingRequest.DefaultDataFolder ? null : request.DataFolder,
        DataSha256 = RunIdentity.DataHash(request.DataFolder),
        ChipSha256 = [.. runs.OfType<OnChip.FirmwareTrainingRun>().Select(run => run.ChipSha256)],
        FirmwareSha256 = [.. runs.OfType<OnChip.FirmwareTrainingRun>().Take(1).SelectMany(run => run.FirmwareSha256)],
        Build = ProgramBuild.Identity,
        Runtime = Environment.Version.ToString(),
    };

    /// <summary>Reads a manifest; the request has its data folder again.</summary>
    /// <exception cref="ExperimentInputException">No manifest, or its data set has changed.</exception>
    public static TrainingManifest Read(string file)
    {
        try
        {
            var manifest = ResultJson.Read<TrainingManifest>(File.ReadAllText(file)) ?? throw new ExperimentInputException(file, "content", "null", "a manifest");
            var folder = manifest.DataFolder ?? TrainingRequest.DefaultDataFolder;
            var hash = RunIdentity.DataHash(folder);
            return hash == manifest.DataSha256
                ? manifest with { Request = manifest.Request with { DataFolder = folder } }
                : throw new ExperimentInputException(file, $"dataSha256 of {folder}", hash, manifest.DataSha256);
        }
        catch (JsonException exception)
        {
            throw new ExperimentInputException(file, "content", exception.Message, "the manifest of a training run");
        }
    }
}
