using System.Text.Json;
using System.Text.Json.Serialization;
using PpuSim.Timing;

namespace OnChipLearn.Experiments.Corpora;

/// <summary>One program of a corpus with the results measured on a simulation of the RTL. Field names are those of the corpus files.</summary>
public sealed record CorpusProgram
{
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("kind")]
    public string Kind { get; init; } = string.Empty;

    [JsonPropertyName("slices")]
    public int Slices { get; init; } = 8;

    [JsonPropertyName("branch_cache_entries")]
    public int BranchCacheEntries { get; init; } = 16;

    [JsonPropertyName("dmem_latency")]
    public int DataMemoryLatency { get; init; } = 1;

    [JsonPropertyName("pbus_latency")]
    public int ParallelLatency { get; init; } = 2;

    [JsonPropertyName("pbus_accept")]
    public int ParallelAcceptDelay { get; init; }

    [JsonPropertyName("arbiter")]
    public string Arbiter { get; init; } = "scalar";

    /// <summary>First byte address that is data; memory from here to the end of the SRAM is compared.</summary>
    [JsonPropertyName("data_base")]
    public int DataBase { get; init; }

    /// <summary>Big-endian image from address 0.</summary>
    [JsonPropertyName("code")]
    public required string Code { get; init; }

    /// <summary>Pairs of address and hex bytes; everything else is 0.</summary>
    [JsonPropertyName("data")]
    public JsonElement[][] Data { get; init; } = [];

    [JsonPropertyName("cycles")]
    public required long Cycles { get; init; }

    [JsonPropertyName("issues")]
    public required long Issues { get; init; }

    [JsonPropertyName("issue_log_sha256")]
    public required string IssueLogSha256 { get; init; }

    [JsonPropertyName("memory")]
    public required JsonElement[][] Memory { get; init; }

    [JsonPropertyName("io_writes")]
    public JsonElement[][]? IoWrites { get; init; }

    [JsonPropertyName("io_accesses")]
    public JsonElement[][]? IoAccesses { get; init; }

    [JsonPropertyName("doorbell_cycles")]
    public long[]? DoorbellCycles { get; init; }

    [JsonPropertyName("sleep_changes")]
    public JsonElement[][]? SleepChanges { get; init; }

    [JsonPropertyName("interrupts_taken")]
    public Dictionary<string, long>? InterruptsTaken { get; init; }

    /// <summary>Branches issued, returns included; null where the corpus does not say.</summary>
    [JsonIgnore]
    public long? Branches { get; init; }

    /// <summary>The data memory did not hold the code: it was measured with two memories.</summary>
    [JsonIgnore]
    public bool SeparateInstructionMemory { get; init; }

    /// <summary>The I/O device answered reads with what had been written to the address.</summary>
    [JsonIgnore]
    public bool DeviceIsMemory { get; init; }

    /// <summary>Every issue, where the corpus itself lists them.</summary>
    [JsonIgnore]
    public IReadOnlyList<(uint Pc, long Cycle)>? IssueLog { get; init; }

    /// <summary>The latencies and geometries that the program was measured with.</summary>
    public CoreParameters Parameters => new()
    {
        Slices = Slices,
        BranchCacheEntries = BranchCacheEntries,
        DataMemoryLatency = DataMemoryLatency,
        ParallelLatency = ParallelLatency,
        ParallelAcceptDelay = ParallelAcceptDelay,
        VectorPortFirst = Arbiter == "vector",
        SeparateInstructionMemory = SeparateInstructionMemory,
    };

    /// <summary>Address and bytes of each entry of <see cref="Data"/> or <see cref="Memory"/>.</summary>
    internal static IEnumerable<(int Address, byte[] Bytes)> Areas(JsonElement[][] areas) =>
        areas.Select(area => (area[0].GetInt32(), Convert.FromHexString(area[1].GetString()!)));
}
