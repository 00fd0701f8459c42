using OnChipLearn.Analog.Neurons;
using OnChipLearn.Analog.Simd;

namespace OnChipLearn.Analog.Loops;

/// <summary>Spikes of a hemisphere in a batch of grid steps.</summary>
public sealed unsafe class StepSpikes
{
    /// <summary>Longest batch.</summary>
    public const int MaximumSteps = 256;

    private readonly LaneArray<ushort> _chunks = new(MaximumSteps); // bit per chunk
    private readonly LaneArray<ushort> _lanes = new(MaximumSteps * ArrayGeometry.Chunks); // bit per lane

    /// <summary>Forgets all spikes of the first <paramref name="steps"/> steps.</summary>
    public void Clear(int steps)
    {
        _chunks.Span[..steps].Clear();
        _lanes.Span[..(steps * ArrayGeometry.Chunks)].Clear();
    }

    /// <summary>Chunks with a spike in a step.</summary>
    public uint Chunks(int step) => _chunks.Pointer[step];

    /// <summary>Lanes of a chunk that spike in a step.</summary>
    public uint Lanes(int step, int chunk) => _lanes.Pointer[(step * ArrayGeometry.Chunks) + chunk];

    /// <summary>Adds spikes.</summary>
    /// <param name="step">Step of the batch.</param>
    /// <param name="lane">First lane.</param>
    /// <param name="bits">Bit per lane from there on, within one chunk.</param>
    public void Add(int step, int lane, uint bits)
    {
        int chunk = ArrayGeometry.ChunkOf(lane);
        _chunks.Pointer[step] |= (ushort)(1u << chunk);
        _lanes.Pointer[(step * ArrayGeometry.Chunks) + chunk] |= (ushort)(bits << (lane % ArrayGeometry.LanesPerChunk));
    }
}
