using System.Runtime.CompilerServices;
using OnChipLearn.Analog.Simd;

namespace OnChipLearn.Analog.Neurons.Membrane;

/// <summary>
/// Storage of a hemisphere's circuits: one block per chunk of 16 lanes, so that all that a step touches lies together;
/// field f of lane k is float 16 f + k of its chunk's block, and every bundle of lanes is aligned.
/// </summary>
internal sealed unsafe class CircuitBlocks
{
    /// <summary>Lanes of a block.</summary>
    public const int Lanes = ArrayGeometry.LanesPerChunk;

    /// <summary>Fields at the beginning of a block that are its state.</summary>
    public const int StateFields = (int)CircuitField.LastOfState + 1;

    /// <summary>Threshold of circuits that cannot spike.</summary>
    public const float Unreachable = 1e30f;

    /// <summary>Separation of the time constants from which on the modes can be told apart in float: they cost 1/separation of its precision.</summary>
    public const float LeastSeparation = 1f / 64f;

    private const int BlockFloats = ((int)CircuitField.Last + 1) * Lanes;
    private readonly LaneArray<float> _store = new(ArrayGeometry.Chunks * BlockFloats);
    private readonly float* _first;

    /// <summary>Creates circuits of zeros.</summary>
    public CircuitBlocks() => _first = _store.Pointer;

    /// <summary>Block of a chunk.</summary>
    public float* this[int chunk]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _first + (chunk * BlockFloats);
    }

    /// <summary>Place of a lane's first field, counted from that of lane 0.</summary>
    public static int PlaceOf(int lane) => (ArrayGeometry.ChunkOf(lane) * BlockFloats) + (lane & (Lanes - 1));

    /// <summary>Field of one lane.</summary>
    public ref float At(CircuitField field, int lane) => ref *Place(this[(int)((uint)lane / Lanes)], field, (int)((uint)lane % Lanes));

    /// <summary>Address of a field in a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float* Place(float* block, CircuitField field, int k) => block + ((int)field * Lanes) + k;

    /// <summary>Field of consecutive lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Get<T>(float* block, CircuitField field, int k)
        where T : struct, ILanes<T> => T.Load(Place(block, field, k));

    /// <summary>Stores a field of consecutive lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set<T>(float* block, CircuitField field, int k, T value)
        where T : struct, ILanes<T> => value.Store(Place(block, field, k));
}
