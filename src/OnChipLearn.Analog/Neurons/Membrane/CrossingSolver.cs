using OnChipLearn.Analog.Simd;
using static OnChipLearn.Analog.Neurons.Membrane.CircuitBlocks;

namespace OnChipLearn.Analog.Neurons.Membrane;

/// <summary>
/// Finds the crossings of up to 16 lanes, gathered from all over a hemisphere, so that no work is done for their neighbours.
/// </summary>
internal sealed unsafe class CrossingSolver
{
    private readonly CircuitBlocks _gathered = new();
    private readonly LaneArray<float> _start = new(Lanes);
    private readonly LaneArray<float> _found = new(Lanes);
    private readonly short[] _lanes = new short[Lanes];

    /// <summary>Lanes that have been added.</summary>
    public int Count { get; private set; }

    /// <summary>No more lanes fit.</summary>
    public bool Full => Count == Lanes;

    /// <summary>Adds a lane.</summary>
    /// <param name="blocks">Where it is kept.</param>
    /// <param name="lane">Lane 0..255.</param>
    /// <param name="wait">Cycles from its state until the membrane is free; not negative.</param>
    public void Add(CircuitBlocks blocks, int lane, float wait)
    {
        float* source = blocks[ArrayGeometry.ChunkOf(lane)] + (lane & (Lanes - 1));
        float* target = _gathered[0] + Count;
        for (int field = 0; field <= (int)CircuitField.LastOfSolver; field++)
        {
            target[field * Lanes] = source[field * Lanes];
        }

        _start.Pointer[Count] = wait;
        _lanes[Count++] = (short)lane;
    }

    /// <summary>Lane of an entry.</summary>
    public int Lane(int entry) => _lanes[entry];

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

    private void Run<T>()
        where T : struct, ILanes<T>
    {
        float* block = _gathered[0];
        for (int n = Count; n % T.Width != 0; n++)
        {
            block[((int)CircuitField.Threshold * Lanes) + n] = Unreachable;
            _start.Pointer[n] = 0;
        }

        for (int k = 0; k < Count; k += T.Width)
        {
            Membrane.Crossing.Find(block, k, T.Load(_start.Pointer + k)).Store(_found.Pointer + k);
        }
    }
}
