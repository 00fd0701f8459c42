using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using OnChipLearn.Experiments.Corpora;

namespace OnChipLearn.Experiments.Tests.Corpora;

/// <summary>Damaged corpora give one clear error each.</summary>
public sealed class BadCorpusTests
{
    private const string Good =
        """{"name":"n","data_base":16,"code":"7c00007c","data":[[16,"00"]],"cycles":5,"issues":0,"issue_log_sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","memory":[],"sleep_changes":[["s",5]]}""";

    private static readonly int Count = CorpusFiles.IsFull ? 100_000 : 2_000;

    [Fact]
    public void TheUndamagedLineIsAccepted() => Assert.Empty(CorpusVerifier.Verify(CorpusLine.Parse(Good, "good:1")));

    [Theory]
    [InlineData("\"cycles\":5", "\"cycles\":\"x\"", "cycles is \"x\", expected a whole number")]
    [InlineData("\"cycles\":5", "\"cycles\":5.5", "cycles is 5.5, expected a whole number")]
    [InlineData("\"cycles\":5", "\"cycles\":-5", "cycles is -5, expected 0 to 10^9")]
    [InlineData("\"cycles\":5", "\"cycles\":2000000000", "cycles is 2000000000, expected 0 to 10^9")]
    [InlineData("\"cycles\":5,", "", "field cycles is missing")]
    [InlineData("\"issues\":0", "\"issues\":-1", "issues is -1, expected a number from 0 on")]
    [InlineData("\"code\":\"7c00007c\",", "", "field code is missing")]
    [InlineData("\"code\":\"7c00007c\"", "\"code\":null", "code is null, expected text")]
    [InlineData("\"code\":\"7c00007c\"", "\"code\":17", "code is 17, expected text")]
    [InlineData("7c00007c", "7c00007", "code is text that is not hexadecimal, expected an even number of hexadecimal digits")]
    [InlineData("7c00007c", "7c0000zz", "code is text that is not hexadecimal, expected an even number of hexadecimal digits")]
    [InlineData("\"data_base\":16", "\"data_base\":16385", "data_base is 16385, expected 0 to 16384")]
    [InlineData("\"data_base\":16", "\"slices\":3", "slices is 3, expected 1 or 8")]
    [InlineData("\"data_base\":16", "\"branch_cache_entries\":-1", "branch_cache_entries is -1, expected 0 to 64")]
    [InlineData("\"data_base\":16", "\"dmem_latency\":0", "dmem_latency is 0, expected 1 to 10000")]
    [InlineData("\"data_base\":16", "\"pbus_latency\":0", "pbus_latency is 0, expected 1 to 100000")]
    [InlineData("\"data_base\":16", "\"pbus_accept\":-1", "pbus_accept is -1, expected 0 to 100000")]
    [InlineData("\"data_base\":16", "\"arbiter\":\"first\"", "arbiter is first, expected scalar or vector")]
    [InlineData("\"data_base\":16", "\"arbiter\":null", "arbiter is null, expected text")]
    [InlineData("\"data_base\":16", "\"doorbell_cycles\":[-1]", "doorbell_cycles is a list with negative cycles")]
    [InlineData("\"data_base\":16", "\"doorbell_cycles\":[\"x\"]", "doorbell_cycles is [\"x\"], expected a list of whole numbers")]
    [InlineData("\"data_base\":16", "\"interrupts_taken\":[]", "interrupts_taken is [], expected an object with whole numbers")]
    [InlineData("[[16,\"00\"]]", "[null]", "data[0] is another shape, expected [address, hex bytes]")]
    [InlineData("[[16,\"00\"]]", "[[16]]", "data[0] is another shape, expected [address, hex bytes]")]
    [InlineData("[[16,\"00\"]]", "[[16,\"0\"]]", "data[0] is text that is not hexadecimal")]
    [InlineData("[[16,\"00\"]]", "[[16384,\"00\"]]", "data[0] is 16384, expected an area inside the SRAM of 16384 bytes")]
    [InlineData("[[16,\"00\"]]", "[[-1,\"00\"]]", "data[0] is -1, expected an area inside the SRAM of 16384 bytes")]
    [InlineData("[[16,\"00\"]]", "[[16,\"\\ud800\"]]", "data[0] is another shape")]
    [InlineData("[[16,\"00\"]]", "7", "data is 7, expected a list of lists")]
    [InlineData("\"memory\":[]", "\"memory\":null", "memory is null, expected a list of lists")]
    [InlineData("[[\"s\",5]]", "[null]", "sleep_changes[0] is another shape")]
    [InlineData("[[\"s\",5]]", "[[{}]]", "sleep_changes[0] is another shape")]
    [InlineData("e3b0", "xxxx", "issue_log_sha256 is another text, expected 64 hexadecimal digits")]
    [InlineData("\"cycles\":5", "\"cy\\ud800cles\":5", "a name or text has an escape that is no character")]
    [InlineData("}", "", "not JSON from byte")]
    [InlineData("{\"name\"", "[\"name\"", "not JSON from byte")]
    public void MessagesNameFileLineFieldValueAndExpectation(string part, string replacement, string message)
    {
        var at = Good.IndexOf(part, StringComparison.Ordinal);
        var line = part == "}" ? Good[..^1] : Good[..at] + replacement + Good[(at + part.Length)..];
        using var file = new TemporaryCorpus(Good + "\n" + line + "\n");
        var error = Assert.Throws<CorpusException>(() => CorpusReader.Read(file.Path).ToList());
        Assert.StartsWith($"{file.Path}:2: {message}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("17")]
    public void OtherJsonIsRefused(string line) => Assert.Throws<CorpusException>(() => CorpusLine.Parse(line, "x:1"));

    [Fact]
    public void MissingFilesAndDamagedCompressionAreRefused()
    {
        Assert.Contains("no such file", Assert.Throws<CorpusException>(() => CorpusReader.Read("/nowhere.jsonl").ToList()).Message, StringComparison.Ordinal);
        using var text = new TemporaryCorpus("plain text", ".jsonl.gz");
        Assert.Contains("not a gzip file", Assert.Throws<CorpusException>(() => CorpusReader.Read(text.Path).ToList()).Message, StringComparison.Ordinal);
        var bytes = File.ReadAllBytes(CorpusFiles.Path(CorpusFiles.Mixed));
        using var cut = new TemporaryCorpus(bytes[..(bytes.Length / 2)], ".jsonl.gz");
        Assert.Throws<CorpusException>(() => CorpusReader.Read(cut.Path).ToList());
    }

    [Theory]
    [InlineData("{\"name\":\"a\"}")]
    [InlineData("{\"name\":\"a\",\"log\":[\"x\",1]}")]
    [InlineData("{\"name\":17,\"log\":[]}")]
    [InlineData("[]")]
    [InlineData("nonsense")]
    public void DamagedIssueLogsAreRefused(string line)
    {
        using var corpus = new TemporaryCorpus(Compress(Good), ".jsonl.gz");
        File.WriteAllBytes(corpus.Path.Replace(".jsonl.gz", "-issue-logs.jsonl.gz", StringComparison.Ordinal), Compress(line));
        var error = Assert.Throws<CorpusException>(() => CorpusReader.ReadIssueLogs(corpus.Path));
        Assert.Contains("-issue-logs.jsonl.gz:1: not an issue log", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"vectors":[null]}""", "vectors[0]")]
    [InlineData("""{"vectors":[{"name":"a"}]}""", "$.vectors[0]")]
    [InlineData("""{"vectors":7}""", "$.vectors")]
    [InlineData("""{"vectors":[{"name":"a","slices":8,"code":["7c"],"cycles":5,"issue":[[1]],"branches":0,"dmem_nonzero":{}}]}""", "vectors[0]: issue is")]
    [InlineData("""{"vectors":[{"name":"a","slices":8,"code":["7c"],"cycles":5,"issue":[],"branches":0,"dmem_nonzero":{"zz":"00"}}]}""", "vectors[0]: dmem_nonzero is zz")]
    public void DamagedTimingVectorsAreRefused(string line, string field) =>
        Assert.Contains(field, Assert.Throws<CorpusException>(() => TimingVectors.Parse(line, "x:1").ToList()).Message, StringComparison.Ordinal);

    /// <summary>Damaged lines are run or refused, never anything else. The cycle limit bounds what a damaged program may take.</summary>
    [Fact]
    public void MutatedLinesNeitherCrashNorHang()
    {
        const long Limit = 3000;
        var lines = new[] { CorpusFiles.Programs, CorpusFiles.Configurations, CorpusFiles.Interrupts }
            .SelectMany(name => Lines(CorpusFiles.Path(name)).Where(line => line.Length < 12_000).Take(12)).Append(Good).ToArray();
        var random = new Random(1);
        var (run, refused) = (0, 0);
        var longest = TimeSpan.Zero;
        for (var k = 0; k < Count; k++)
        {
            var line = Mutate(lines[k % lines.Length], random);
            var started = Stopwatch.GetTimestamp();
            try
            {
                var program = CorpusLine.Parse(line, "mutated:1");
                CorpusVerifier.Verify(program with { Cycles = Math.Min(program.Cycles, Limit) });
                run++;
            }
            catch (CorpusException error)
            {
                Assert.StartsWith("mutated:1: ", error.Message, StringComparison.Ordinal);
                refused++;
            }

            var elapsed = Stopwatch.GetElapsedTime(started);
            longest = elapsed > longest ? elapsed : longest;
        }

        Assert.True(run > Count / 20 && refused > Count / 20, $"{run} run, {refused} refused");
        Assert.True(longest < TimeSpan.FromSeconds(20), $"one line took {longest}");
    }

    private static string Mutate(string line, Random random)
    {
        if (random.Next(3) == 0)
        {
            // Another instruction or number in a well-formed line.
            return Regex.Replace(line, "[0-9a-f]", match => random.Next(200) == 0 ? "0123456789abcdef"[random.Next(16)].ToString() : match.Value);
        }

        var text = new StringBuilder(random.Next(10) == 0 ? line[..random.Next(line.Length)] : line);
        for (var n = random.Next(1, 5); n > 0 && text.Length > 0; n--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(4))
            {
                case 0:
                    text[at] = (char)random.Next(32, 127);
                    break;
                case 1:
                    text.Remove(at, Math.Min(random.Next(1, 8), text.Length - at));
                    break;
                case 2:
                    text.Insert(at, new[] { "null", "-1", "[]", "{}", "1e300", "\"", "\\ud800", "99999999999999999999", ",", "é" }[random.Next(10)]);
                    break;
                default:
                    text[at] = (char)(text[at] ^ 1 << random.Next(7));
                    break;
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> Lines(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static byte[] Compress(string text)
    {
        using var memory = new MemoryStream();
        using (var zip = new GZipStream(memory, CompressionLevel.Fastest))
        {
            zip.Write(Encoding.UTF8.GetBytes(text));
        }

        return memory.ToArray();
    }

    private sealed class TemporaryCorpus : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("corpus").FullName;

        public TemporaryCorpus(string text, string extension = ".jsonl")
            : this(Encoding.UTF8.GetBytes(text), extension)
        {
        }

        public TemporaryCorpus(byte[] bytes, string extension)
        {
            Path = System.IO.Path.Combine(_folder, "corpus" + extension);
            File.WriteAllBytes(Path, bytes);
        }

        public string Path { get; }

        public void Dispose() => Directory.Delete(_folder, true);
    }
}
