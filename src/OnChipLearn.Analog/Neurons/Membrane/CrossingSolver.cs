using OnChipLearn.Analog.Simd;
using static OnChipLearn.Analog.Neurons.Membrane.CircuitBlocks;

namespace OnChipLearn.Analog.Neurons.Membrane;

/// <summary>
/// Finds the crossings of up to 16 lanes, gathered from all over a hemisphere, so that no work is done for their neighbours.
/// </summary>
/// <param name="blocks">Where the lanes are kept.</param>
internal sealed unsafe class CrossingSolver(CircuitBlocks blocks)
{
    private const int FieldFloats = ((int)CircuitField.LastOfSolver + 1) * Lanes;
    private readonly CircuitBlocks _gathered = new();
    private readonly LaneArray<int> _places = new(Lanes); // of the lanes in the first field of the blocks
    private readonly LaneArray<int> _lanes = new(Lanes);
    private readonly LaneArray<float> _start = new(Lanes);
    private readonly LaneArray<float> _found = new(Lanes);

    /// <summary>Lanes that have been added.</summary>
    public int Count { get; private set; }

    /// <summary>No more lanes fit.</summary>
    public bool Full => Count == Lanes;

    /// <summary>Adds a lane.</summary>
    /// <param name="lane">Lane 0..255.</param>
    /// <param name="wait">Cycles from its state until the membrane is free; not negative.</param>
    public void Add(int lane, float wait)
    {
        _places.Pointer[Count] = PlaceOf(lane);
        _start.Pointer[Count] = wait;
        _lanes.Pointer[Count++] = lane;
    }

    /// <summary>Lane of an entry.</summary>
    public int Lane(int entry) => _lanes.Pointer[entry];

    /// <summary>Crossing of an entry in cycles after its state, or infinity.</summary>
    public float Crossing(int entry) => _found.Pointer[entry];

    /// <summary>Forgets the lanes.</summary>
    public void Clear() => Count = 0;

    /// <summary>Finds the crossings, by bundles no wider than the lanes need.</summary>
    /// <typeparam name="T">Widest bundle; the result does not depend on it.</typeparam>
    public void Solve<T>()
        where T : struct, ILanes<T>
    {
        if (T.Width > Lanes128.Width && Count <= Lanes128.Width)
        {
            Run<Lanes128>();
        }
        else if (T.Width > Lanes256.Width && Count <= Lanes256.Width)
        {
            Run<Lanes256>();
        }
        else
        {
            Run<T>();
        }
    }

    // Lanes are brought together in registers: single stores would hold up the loads of whole bundles.
    private void Run<T>()
        where T : struct, ILanes<T>
    {
        int* places = _places.Pointer;
        for (int n = Count; n % T.Width != 0; n++)
        {
            places[n] = places[0];
            _start.Pointer[n] = _start.Pointer[0];
        }

        float* source = blocks[0];
        float* block = _gathered[0];
        int* consecutive = stackalloc int[Lanes];
        for (int n = 0; n < T.Width; n++)
        {
            consecutive[n] = n;
        }

        for (int k = 0; k < Count; k += T.Width)
        {
            for (int field = 0; field < FieldFloats; field += Lanes)
            {
                T.Gather(source + field, places + k).Store(block + field + k);
            }

            Membrane.Crossing.Find(block, k, T.Gather(_start.Pointer + k, consecutive)).Store(_found.Pointer + k);
        }
    }
}
