using OnChipLearn.Analog.Simd;
using static OnChipLearn.Analog.Neurons.Membrane.CircuitBlocks;

namespace OnChipLearn.Analog.Neurons.Membrane;

/// <summary>
/// Finds the crossings of up to 16 lanes, gathered from all over a hemisphere, so that no work is done for their neighbours.
/// </summary>
/// <param name="blocks">Where the lanes are kept.</param>
internal sealed unsafe class CrossingSolver(CircuitBlocks blocks)
{
    private readonly CircuitBlocks _gathered = new();
    private readonly LaneArray<int> _lanes = new(Lanes);
    private readonly LaneArray<float> _wait = new(Lanes);
    private readonly LaneArray<float> _cycles = new(Lanes);
    private readonly LaneArray<float> _found = new(Lanes);
    private readonly LaneArray<float> _released = new(Lanes);

    /// <summary>Lanes that have been added.</summary>
    public int Count { get; private set; }

    /// <summary>No more lanes fit.</summary>
    public bool Full => Count == Lanes;

    /// <summary>Adds a lane.</summary>
    /// <param name="lane">Lane 0..255.</param>
    /// <param name="state">Where its state is: <see cref="CircuitField.V"/> or <see cref="CircuitField.LaterV"/>.</param>
    /// <param name="wait">Cycles from its state until the membrane is free; not negative.</param>
    /// <param name="cycles">Length of the interval.</param>
    /// <param name="mayCross">Whether it has to be solved for at all.</param>
    public void Add(int lane, CircuitField state, float wait, float cycles, bool mayCross)
    {
        float* source = blocks[ArrayGeometry.ChunkOf(lane)] + (lane & (Lanes - 1));
        float* target = _gathered[0] + Count;
        float* from = source + ((int)state * Lanes);
        target[0] = from[0];
        target[Lanes] = from[Lanes];
        target[2 * Lanes] = from[2 * Lanes];
        for (int field = (int)CircuitField.Threshold * Lanes; field <= (int)CircuitField.LastOfSolver * Lanes; field += Lanes)
        {
            target[field] = source[field];
        }

        if (!mayCross)
        {
            *Place(target, CircuitField.Threshold, 0) = Unreachable;
        }

        _wait.Pointer[Count] = wait;
        _cycles.Pointer[Count] = cycles;
        _lanes.Pointer[Count++] = lane;
    }

    /// <summary>Lane of an entry.</summary>
    public int Lane(int entry) => _lanes.Pointer[entry];

    /// <summary>Cycles from the state of an entry until its membrane is free.</summary>
    public float Wait(int entry) => _wait.Pointer[entry];

    /// <summary>Length of the interval of an entry.</summary>
    public float Cycles(int entry) => _cycles.Pointer[entry];

    /// <summary>Crossing of an entry in cycles after its state, or infinity.</summary>
    public float Crossing(int entry) => _found.Pointer[entry];

    /// <summary>Membrane of an entry at the end of its interval, after <see cref="Release"/>.</summary>
    public float Released(int entry) => _released.Pointer[entry];

    /// <summary>Forgets the lanes.</summary>
    public void Clear() => Count = 0;

    /// <summary>Finds the membranes at the end of the intervals, as if none crossed. Before <see cref="Solve"/>, which moves the currents.</summary>
    public void Release<T>()
        where T : struct, ILanes<T>
    {
        for (int k = 0; k < Count; k += T.Width)
        {
            LookAhead.AfterHold<T, ShortModes>(_gathered[0], k, T.Load(_wait.Pointer + k), T.Load(_cycles.Pointer + k)).Store(_released.Pointer + k);
        }
    }

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
            *Place(block, CircuitField.Threshold, n) = Unreachable;
            _wait.Pointer[n] = 0;
        }

        for (int k = 0; k < Count; k += T.Width)
        {
            Membrane.Crossing.Find(block, k, T.Load(_wait.Pointer + k)).Store(_found.Pointer + k);
        }
    }
}
