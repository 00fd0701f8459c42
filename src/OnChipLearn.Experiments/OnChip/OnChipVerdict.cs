using OnChipLearn.Compiler;

namespace OnChipLearn.Experiments.OnChip;

/// <summary>Events that found no room.</summary>
/// <param name="Record">In the trial's record or the firmware's buffer; on path event-fifo in the queues, too.</param>
/// <param name="Crossbar">At a crossbar output.</param>
/// <param name="Link">On the link in either direction.</param>
/// <param name="Queues">In the queues beside the processors.</param>
public sealed record EventDrops(long Record, long Crossbar, long Link, long Queues);

/// <summary>What a sceptic asks of a run on the chip beyond accuracy.</summary>
public sealed record OnChipVerdict
{
    public required string SpikePath { get; init; }

    public required string ChipPreset { get; init; }

    /// <summary>SHA-256 of the firmware images, top and bottom.</summary>
    public required IReadOnlyList<string> ImageSha256 { get; init; }

    /// <summary>SHA-256 of the 6-bit weights of all synapses at the end, top hemisphere first: the same for every engine that runs the firmware.</summary>
    public required string SynapseSha256 { get; init; }

    /// <summary>SRAM by kind and symbol, top and bottom.</summary>
    public required IReadOnlyList<MemoryMap> Memory { get; init; }

    /// <summary>Cycles by phase, top and bottom; null where instructions take no time.</summary>
    public required IReadOnlyList<PhaseStatistics>? Phases { get; init; }

    public required long TrainingSamples { get; init; }

    public required long Trials { get; init; }

    /// <summary>Trial periods that passed without a request.</summary>
    public required long MissedDeadlines { get; init; }

    /// <summary>Requests to the player that a later one took the place of.</summary>
    public required long ReplacedRequests { get; init; }

    public required EventDrops Drops { get; init; }

    /// <summary>Latency of an Omnibus word.</summary>
    public required int OmnibusCycles { get; init; }

    /// <summary>A vector load from FPGA memory as a program measures it.</summary>
    public required int FpgaVectorLoadCycles { get; init; }

    /// <summary>Length of a trial in cycles.</summary>
    public required int EmulationCycles { get; init; }

    public required long SaturatedAdjoints { get; init; }

    /// <summary>What the host set up before the start, and what the run takes for granted.</summary>
    public IReadOnlyList<string> Assumptions =>
    [
        "spike path: " + (SpikePath == "FpgaDram" ? "gateware (the FPGA writes event records into the memory window)" : "silicon (a proposed FIFO beside each processor)"),
        "stimulus and labels: sample player in the FPGA, data set loaded before the start; labels of validation and test samples reach the counting code only",
        "host before the start: neurons, drivers, synapse labels, routing, seeds of the random generators, images, configuration words",
        "weights: initialised by the firmware from the on-chip random generators; written between trials only",
        "gradients: all samples of a batch see the same weights, none is stale",
        Phases is null
            ? "timing: instructions take no time in this engine"
            : $"timing preset: hicann-x, Omnibus word {OmnibusCycles} and FPGA vector load {FpgaVectorLoadCycles} cycles; latencies of Omnibus and FPGA words are not known from silicon",
    ];
}
