using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using OnChipLearn.Experiments.Results;
using OnChipLearn.Experiments.Training;

namespace OnChipLearn.Experiments.Checkpoints;

/// <summary>
/// The file of a <see cref="RunCheckpoint"/>: a line that names the format, the SHA-256 of what follows, the length of a JSON header and the header,
/// the compressed state. It appears under its name complete or not at all: whoever is killed while writing leaves the one before.
/// </summary>
public static class CheckpointFile
{
    private const int LargestHeader = 1 << 26;
    private static readonly byte[] Magic = Encoding.ASCII.GetBytes("onchiplearn checkpoint 1\n");

    /// <summary>The file of a seed in a run folder.</summary>
    public static string Path(string folder, ulong seed) => System.IO.Path.Combine(folder, $"checkpoint-seed-{seed}.bin");

    /// <summary>Writes a checkpoint in place of the one that is there.</summary>
    public static void Write(string path, RunCheckpoint checkpoint)
    {
        using var content = new MemoryStream();
        var header = Encoding.UTF8.GetBytes(ResultJson.Write(new Header(checkpoint.Identity, checkpoint.Epochs, checkpoint.Costs)));
        content.Write(BitConverter.GetBytes(header.Length));
        content.Write(header);
        using (var compressed = new ZLibStream(content, CompressionLevel.Fastest, leaveOpen: true))
        {
            compressed.Write(checkpoint.State);
        }

        var partial = path + ".partial";
        using (var file = File.Create(partial))
        {
            file.Write(Magic);
            file.Write(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length)));
            content.WriteTo(file);
            file.Flush(flushToDisk: true);
        }

        File.Move(partial, path, overwrite: true);
    }

    /// <summary>Reads a checkpoint.</summary>
    /// <exception cref="CheckpointException">The file is no checkpoint, or damaged.</exception>
    public static RunCheckpoint Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        if (!bytes.AsSpan().StartsWith(Magic))
        {
            throw new CheckpointException(path, "first line", $"{bytes.Length} bytes without it", $"'{Encoding.ASCII.GetString(Magic).TrimEnd()}'");
        }

        var hashed = bytes.AsSpan(Math.Min(bytes.Length, Magic.Length + SHA256.HashSizeInBytes));
        var hash = Convert.ToHexStringLower(SHA256.HashData(hashed));
        var named = Convert.ToHexStringLower(bytes.AsSpan(Magic.Length, Math.Min(SHA256.HashSizeInBytes, bytes.Length - Magic.Length)));
        if (hash != named)
        {
            throw new CheckpointException(path, "SHA-256 of the content", hash, $"{named}: the file is damaged");
        }

        var length = BitConverter.ToInt32(hashed);
        if (length is < 0 or > LargestHeader)
        {
            throw new CheckpointException(path, "length of the header", length, $"0..{LargestHeader}");
        }

        var header = ResultJson.Read<Header>(Encoding.UTF8.GetString(hashed.Slice(sizeof(int), length)))
            ?? throw new CheckpointException(path, "header", "null", "an object");
        using var compressed = new ZLibStream(new MemoryStream(hashed[(sizeof(int) + length)..].ToArray()), CompressionMode.Decompress);
        using var state = new MemoryStream();
        compressed.CopyTo(state);
        return new RunCheckpoint(header.Identity, header.Epochs, header.Costs, state.ToArray());
    }

    private sealed record Header(IReadOnlyDictionary<string, string> Identity, IReadOnlyList<EpochMetrics> Epochs, IReadOnlyList<EpochCosts?> Costs);
}
