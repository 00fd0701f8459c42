using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using OnChipLearn.Analog.Simd;

namespace OnChipLearn.Analog.Neurons;

/// <summary>
/// Known threshold crossings of a hemisphere, at most one per lane, the first at hand. Of equal times the lowest lane comes first.
/// A table without order, searched by vectors: a sorted list would cost a branch that cannot be foreseen per place.
/// </summary>
internal sealed unsafe class CrossingList
{
    private const int Lanes = ArrayGeometry.LanesPerChunk;
    private const double None = double.PositiveInfinity;
    private readonly LaneArray<double> _times = new(ArrayGeometry.Columns);
    private readonly LaneArray<double> _first = new(ArrayGeometry.Chunks); // of each chunk
    private uint _chunks; // that may have an entry

    /// <summary>Creates an empty list.</summary>
    public CrossingList()
    {
        _times.Span.Fill(None);
        _first.Span.Fill(None);
    }

    /// <summary>Time of the first crossing in cycles, or positive infinity.</summary>
    public double NextTime { get; private set; } = None;

    /// <summary>Lane of the first crossing.</summary>
    public int NextLane
    {
        get
        {
            int chunk = Find(_first.Pointer, NextTime);
            return (chunk * Lanes) + Find(_times.Pointer + (chunk * Lanes), NextTime);
        }
    }

    /// <summary>Adds a crossing of a lane that has none.</summary>
    public void Add(int lane, double time)
    {
        int chunk = ArrayGeometry.ChunkOf(lane);
        _times.Pointer[lane] = time;
        double* first = _first.Pointer + chunk;
        *first = time < *first ? time : *first;
        NextTime = time < NextTime ? time : NextTime;
        _chunks |= 1u << chunk;
    }

    /// <summary>Forgets the crossing of a lane, if there is one.</summary>
    public void Remove(int lane)
    {
        double* time = _times.Pointer + lane;
        if (*time == None)
        {
            return;
        }

        // The new minimum is computed beside the single store: a vector load right after it would wait for it.
        int chunk = ArrayGeometry.ChunkOf(lane);
        double* times = _times.Pointer + (chunk * Lanes);
        (Vector512<double> low, Vector512<double> high) = Replaced(times, lane & (Lanes - 1), None);
        (low, high) = Replaced(_first.Pointer, chunk, Least(low, high));
        *time = None;
        low.Store(_first.Pointer);
        high.Store(_first.Pointer + (Lanes / 2));
        NextTime = Least(low, high);
    }

    /// <summary>Forgets the crossings of some chunks.</summary>
    public void RemoveChunks(uint chunks)
    {
        chunks &= _chunks;
        if (chunks == 0)
        {
            return;
        }

        for (uint rest = chunks; rest != 0; rest &= rest - 1)
        {
            int chunk = BitOperations.TrailingZeroCount(rest);
            new Span<double>(_times.Pointer + (chunk * Lanes), Lanes).Fill(None);
            _first.Pointer[chunk] = None;
        }

        _chunks &= ~chunks;
        double next = None;
        for (uint rest = _chunks; rest != 0; rest &= rest - 1)
        {
            double first = _first.Pointer[BitOperations.TrailingZeroCount(rest)];
            next = first < next ? first : next;
        }

        NextTime = next;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> Low, Vector512<double> High) Replaced(double* values, int place, double value)
    {
        Vector512<long> places = Vector512.Create((long)place);
        Vector512<long> indices = Vector512.Create(0L, 1, 2, 3, 4, 5, 6, 7);
        Vector512<double> values8 = Vector512.Create(value);
        return (
            Vector512.ConditionalSelect(Vector512.Equals(places, indices).AsDouble(), values8, Vector512.Load(values)),
            Vector512.ConditionalSelect(Vector512.Equals(places - Vector512.Create((long)(Lanes / 2)), indices).AsDouble(), values8, Vector512.Load(values + (Lanes / 2))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Least(Vector512<double> low, Vector512<double> high)
    {
        Vector512<double> eight = Vector512.MinNative(low, high);
        Vector256<double> four = Vector256.MinNative(eight.GetLower(), eight.GetUpper());
        Vector128<double> two = Vector128.MinNative(four.GetLower(), four.GetUpper());
        return Vector128.MinNative(two, Vector128.Shuffle(two, Vector128.Create(1L, 1))).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Find(double* values, double value)
    {
        Vector512<double> wanted = Vector512.Create(value);
        uint low = (uint)Vector512.Equals(Vector512.Load(values), wanted).ExtractMostSignificantBits();
        uint high = (uint)Vector512.Equals(Vector512.Load(values + (Lanes / 2)), wanted).ExtractMostSignificantBits();
        return BitOperations.TrailingZeroCount(low | (high << (Lanes / 2)));
    }
}
