using System.Security.Cryptography;
using System.Text.Json.Nodes;
using OnChipLearn.Analog.Simd;
using OnChipLearn.Experiments.Results;
using OnChipLearn.Experiments.Training;

namespace OnChipLearn.Experiments.Checkpoints;

/// <summary>
/// Everything that determines a run, by name: the request, the seed, hashes of the files that it names. A state of simulated processors belongs to the
/// number of epochs, which is one of their configuration words, to the build of this program and to the vector width of the host.
/// </summary>
public static class RunIdentity
{
    private static readonly string[] Arrays = ["train", "validation", "test"];

    /// <summary>The identity of one seed's run.</summary>
    public static IReadOnlyDictionary<string, string> Of(TrainingRequest request, ulong seed)
    {
        var identity = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["seed"] = $"{seed}", ["dataSha256"] = DataHash(request.DataFolder) };
        Flatten(JsonNode.Parse(ResultJson.Write(request)), "", identity);
        if (File.Exists(request.Chip))
        {
            identity["chipSha256"] = Hash(request.Chip);
        }

        if (TrainingEngines.Named(request.Engine).StateIsOfProcessors)
        {
            identity["build"] = ProgramBuild.Identity;

            // Results are the same for every width, the layout of the analog core's memory is not.
            identity["simdTier"] = $"{SimdTiers.Widest}";
        }
        else
        {
            identity.Remove("epochs");
        }

        return identity;
    }

    /// <summary>Throws if a checkpoint is of another run.</summary>
    /// <exception cref="CheckpointException">Names the first difference.</exception>
    public static void Check(string file, IReadOnlyDictionary<string, string> found, IReadOnlyDictionary<string, string> expected)
    {
        foreach (var name in expected.Keys.Union(found.Keys).Order(StringComparer.Ordinal))
        {
            var (is_, should) = (found.GetValueOrDefault(name, "(none)"), expected.GetValueOrDefault(name, "(none)"));
            if (is_ != should)
            {
                throw new CheckpointException(file, $"checkpoint of another configuration, {name}", is_, should);
            }
        }
    }

    /// <summary>SHA-256 over the six arrays of a data set.</summary>
    public static string DataHash(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var array in Arrays)
        {
            hash.AppendData(File.ReadAllBytes(Path.Combine(folder, $"{array}_samples.npy")));
            hash.AppendData(File.ReadAllBytes(Path.Combine(folder, $"{array}_labels.npy")));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>SHA-256 of a file.</summary>
    public static string Hash(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));

    private static void Flatten(JsonNode? node, string name, SortedDictionary<string, string> identity)
    {
        if (node is JsonObject fields)
        {
            foreach (var (key, value) in fields)
            {
                Flatten(value, name.Length == 0 ? key : $"{name}.{key}", identity);
            }
        }
        else
        {
            identity[name] = node?.ToString() ?? "null";
        }
    }
}
