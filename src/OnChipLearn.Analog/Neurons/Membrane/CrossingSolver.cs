using System.Runtime.CompilerServices;
using OnChipLearn.Analog.Simd;
using static OnChipLearn.Analog.Neurons.Membrane.CircuitBlocks;

namespace OnChipLearn.Analog.Neurons.Membrane;

/// <summary>
/// Finds the crossings of lanes gathered from all over a hemisphere, so that no work is done for their neighbours.
/// </summary>
/// <param name="blocks">Where the lanes are kept.</param>
internal sealed unsafe class CrossingSolver(CircuitBlocks blocks)
{
    private readonly CircuitBlocks _gathered = new();
    private readonly LaneArray<int> _lanes = new(ArrayGeometry.Columns);
    private readonly LaneArray<int> _steps = new(ArrayGeometry.Columns);
    private readonly LaneArray<float> _wait = new(ArrayGeometry.Columns);
    private readonly LaneArray<float> _cycles = new(ArrayGeometry.Columns);
    private readonly LaneArray<float> _found = new(ArrayGeometry.Columns);
    private readonly LaneArray<float> _released = new(ArrayGeometry.Columns);

    /// <summary>Lanes that have been added; there is room for all of the hemisphere.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a lane, at its origin.</summary>
    /// <param name="lane">Lane 0..255.</param>
    /// <param name="wait">Cycles from its state until the membrane is free; not negative.</param>
    public void Add(int lane, float wait)
    {
        float* state = blocks[ArrayGeometry.ChunkOf(lane)] + (lane & (Lanes - 1));
        Add(lane, *state, state + ((int)CircuitField.E * Lanes), new Incident(0, float.PositiveInfinity, wait));
    }

    /// <summary>Adds a lane at the beginning of a step.</summary>
    /// <param name="lane">Lane 0..255.</param>
    /// <param name="v">Its membrane.</param>
    /// <param name="currents">Its excitatory current, and <see cref="CircuitBlocks.Lanes"/> places later its inhibitory current.</param>
    /// <param name="incident">What has to be solved for.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int lane, float v, float* currents, in Incident incident)
    {
        int entry = Count++;
        float* source = blocks[ArrayGeometry.ChunkOf(lane)] + (lane & (Lanes - 1));
        float* target = _gathered[ArrayGeometry.ChunkOf(entry)] + (entry & (Lanes - 1));
        *target = v;
        *Place(target, CircuitField.E, 0) = currents[0];
        *Place(target, CircuitField.I, 0) = currents[Lanes];
        Copy(source, target, CircuitField.Threshold);
        Copy(source, target, CircuitField.TauM);
        Copy(source, target, CircuitField.RateM);
        Copy(source, target, CircuitField.RateE);
        Copy(source, target, CircuitField.RateI);
        Copy(source, target, CircuitField.PartE);
        Copy(source, target, CircuitField.PartI);
        Copy(source, target, CircuitField.DifferenceE);
        Copy(source, target, CircuitField.DifferenceI);
        Copy(source, target, CircuitField.Separation);
        _lanes.Pointer[entry] = lane;
        _steps.Pointer[entry] = incident.Step;
        _wait.Pointer[entry] = incident.Wait;
        _cycles.Pointer[entry] = incident.Cycles;
    }

    /// <summary>Lane of an entry.</summary>
    public int Lane(int entry) => _lanes.Pointer[entry];

    /// <summary>Step of an entry.</summary>
    public int Step(int entry) => _steps.Pointer[entry];

    /// <summary>Length of the interval of an entry.</summary>
    public float Cycles(int entry) => _cycles.Pointer[entry];

    /// <summary>Crossing of an entry in cycles after its state, or infinity.</summary>
    public float Crossing(int entry) => _found.Pointer[entry];

    /// <summary>Cycles from the state of an entry until its membrane is free.</summary>
    public float Wait(int entry) => _wait.Pointer[entry];

    /// <summary>Membrane of an entry at its state.</summary>
    public float Potential(int entry) => *Place(_gathered[ArrayGeometry.ChunkOf(entry)], CircuitField.V, entry & (Lanes - 1));

    /// <summary>Membrane of an entry at the end of its interval, of one that waits, after <see cref="SortOut"/>.</summary>
    public float Released(int entry) => _released.Pointer[entry];

    /// <summary>Forgets the lanes.</summary>
    public void Clear() => Count = 0;

    /// <summary>
    /// Sorts out the lanes that cannot cross, and finds the membranes of those that wait at the end of their intervals, as if none crossed.
    /// Before <see cref="Solve"/>, which moves the currents.
    /// </summary>
    /// <param name="shortInterval">Longest interval for <see cref="ShortModes"/>.</param>
    public void SortOut<T>(float shortInterval)
        where T : struct, ILanes<T>
    {
        for (int n = Count; n % T.Width != 0; n++)
        {
            _wait.Pointer[n] = 0;
            _cycles.Pointer[n] = 0;
        }

        for (int n = 0; n < Count; n += T.Width)
        {
            bool brief = T.LessBits(T.All(shortInterval), T.Load(_cycles.Pointer + n)) == 0;
            if (T.LessBits(T.All(0f), T.Load(_wait.Pointer + n)) != 0)
            {
                FindReleased<T, ShortModes>(n, T.All(-1f));
                if (!brief)
                {
                    FindReleased<T, Modes>(n, T.All(shortInterval));
                }
            }

            if (brief)
            {
                SortOut<T, ShortModes>(n);
            }
            else
            {
                SortOut<T, Modes>(n);
            }
        }
    }

    /// <summary>Finds the crossings, by bundles no wider than the lanes need.</summary>
    /// <typeparam name="T">Widest bundle; the result does not depend on it.</typeparam>
    public void Solve<T>()
        where T : struct, ILanes<T>
    {
        int rest = Count % T.Width;
        if (T.Width > Lanes128.Width && rest <= Lanes128.Width && rest != 0)
        {
            Run<T>(0, Count - rest);
            Run<Lanes128>(Count - rest, Count);
        }
        else if (T.Width > Lanes256.Width && rest <= Lanes256.Width && rest != 0)
        {
            Run<T>(0, Count - rest);
            Run<Lanes256>(Count - rest, Count);
        }
        else
        {
            Run<T>(0, Count);
        }
    }

    // Membranes where a refractory time has ended, for intervals longer than some length. This and the next are methods of their own: the compiler stops putting calls in line in long ones.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FindReleased<T, TSolution>(int n, T length)
        where T : struct, ILanes<T>
        where TSolution : struct, IMembraneSolution
    {
        T cycles = T.Load(_cycles.Pointer + n);
        T released = LookAhead.AfterHold<T, TSolution>(_gathered[ArrayGeometry.ChunkOf(n)], n & (Lanes - 1), T.Load(_wait.Pointer + n), cycles);
        T.Select(T.Less(length, cycles), released, T.Load(_released.Pointer + n)).Store(_released.Pointer + n);
    }

    // Puts the threshold of lanes that cannot cross out of reach, so that the solver has nothing to find there.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SortOut<T, TSolution>(int n)
        where T : struct, ILanes<T>
        where TSolution : struct, IMembraneSolution
    {
        float* block = _gathered[ArrayGeometry.ChunkOf(n)];
        int k = n & (Lanes - 1);
        T cycles = T.Load(_cycles.Pointer + n);
        T waits = T.Less(T.All(0f), T.Load(_wait.Pointer + n));
        MembraneState<T> state = MembraneState<T>.At(block, k);
        T unconfirmed = LookAhead.Unconfirmed(block, k, state, TSolution.Evolve(block, k, state, cycles), cycles);
        T possible = LookAhead.MayCross(block, k, state, cycles) & T.Select(waits, waits, unconfirmed);
        Set(block, CircuitField.Threshold, k, T.Select(possible, Get<T>(block, CircuitField.Threshold, k), T.All(Unreachable)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(float* source, float* target, CircuitField field) => *Place(target, field, 0) = *Place(source, field, 0);

    private void Run<T>(int first, int end)
        where T : struct, ILanes<T>
    {
        for (int n = end; n % T.Width != 0; n++)
        {
            *Place(_gathered[ArrayGeometry.ChunkOf(n)], CircuitField.Threshold, n & (Lanes - 1)) = Unreachable;
            _wait.Pointer[n] = 0;
            _cycles.Pointer[n] = 0;
        }

        for (int n = first; n < end; n += T.Width)
        {
            float* block = _gathered[ArrayGeometry.ChunkOf(n)];
            int k = n & (Lanes - 1);
            bool any = T.LessBits(Get<T>(block, CircuitField.Threshold, k), T.All(Unreachable)) != 0;
            T found = any ? Membrane.Crossing.Find(block, k, T.Load(_wait.Pointer + n), T.Load(_cycles.Pointer + n)) : T.All(float.PositiveInfinity);
            found.Store(_found.Pointer + n);
        }
    }
}

/// <summary>A lane within a step, of which something has to be solved for.</summary>
/// <param name="Step">The step.</param>
/// <param name="Cycles">Its length.</param>
/// <param name="Wait">Cycles from its beginning until the membrane is free; not negative.</param>
internal readonly record struct Incident(int Step, float Cycles, float Wait);
