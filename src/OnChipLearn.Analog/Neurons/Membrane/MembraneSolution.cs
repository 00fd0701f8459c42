using System.Runtime.CompilerServices;
using OnChipLearn.Analog.Simd;

namespace OnChipLearn.Analog.Neurons.Membrane;

/// <summary>
/// A way of computing the exact solution between events,
/// <code>
/// tm V' = E + I - V,  E' = -E/te,  I' = -I/ti
/// V(s) = V0 x + E0 Fe + I0 Fi,   E(s) = E0 ye,   I(s) = I0 yi,   x = e^(-s/tm),  y = e^(-s/ts),  F = ts/(tm - ts) (x - y)
/// </code>
/// (eventprop notes, section 1, kernel K).
/// </summary>
internal unsafe interface IMembraneSolution
{
    /// <summary>State of consecutive lanes <paramref name="cycles"/> (not negative) after <paramref name="origin"/>.</summary>
    static abstract MembraneState<T> Evolve<T>(float* block, int k, MembraneState<T> origin, T cycles)
        where T : struct, ILanes<T>;
}

/// <summary>
/// By modes: U = V - PartE E - PartI I decays with tm, so three exponentials do. For lanes whose time constants are well apart,
/// and times up to <see cref="Exponential.ShortLimit"/> of the fastest time constant.
/// </summary>
internal readonly unsafe struct ShortModes : IMembraneSolution
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static MembraneState<T> Evolve<T>(float* block, int k, MembraneState<T> origin, T cycles)
        where T : struct, ILanes<T> => Modes.Combine(
            block,
            k,
            origin,
            Exponential.ShortDecay(cycles * CircuitBlocks.Get<T>(block, CircuitField.RateM, k)),
            Exponential.ShortDecay(cycles * CircuitBlocks.Get<T>(block, CircuitField.RateE, k)),
            Exponential.ShortDecay(cycles * CircuitBlocks.Get<T>(block, CircuitField.RateI, k)));
}

/// <summary>By modes, any time.</summary>
internal readonly unsafe struct Modes : IMembraneSolution
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static MembraneState<T> Evolve<T>(float* block, int k, MembraneState<T> origin, T cycles)
        where T : struct, ILanes<T> => Combine(
            block,
            k,
            origin,
            Exponential.Decay(cycles * CircuitBlocks.Get<T>(block, CircuitField.RateM, k)),
            Exponential.Decay(cycles * CircuitBlocks.Get<T>(block, CircuitField.RateE, k)),
            Exponential.Decay(cycles * CircuitBlocks.Get<T>(block, CircuitField.RateI, k)));

    /// <summary>The state from the decays of membrane and currents.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static MembraneState<T> Combine<T>(float* block, int k, MembraneState<T> origin, T x, T ye, T yi)
        where T : struct, ILanes<T>
    {
        return Combine(CircuitBlocks.Get<T>(block, CircuitField.PartE, k), CircuitBlocks.Get<T>(block, CircuitField.PartI, k), origin, x, ye, yi);
    }

    /// <summary>The same with the parts of the currents.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static MembraneState<T> Combine<T>(T partE, T partI, MembraneState<T> origin, T x, T ye, T yi)
        where T : struct, ILanes<T>
    {
        T e = origin.E * ye;
        T i = origin.I * yi;
        T u = origin.V - T.MultiplyAdd(partE, origin.E, partI * origin.I);
        return new MembraneState<T>(T.MultiplyAdd(x, u, T.MultiplyAdd(partE, e, partI * i)), e, i);
    }
}

/// <summary>For any time constants: F = y s/tm phi(s/ts - s/tm) with phi(z) = (e^z - 1)/z where the difference of the exponentials would cancel.</summary>
internal readonly unsafe struct AnyTimeConstants : IMembraneSolution
{
    /// <inheritdoc/>
    public static MembraneState<T> Evolve<T>(float* block, int k, MembraneState<T> origin, T cycles)
        where T : struct, ILanes<T>
    {
        T relative = cycles * CircuitBlocks.Get<T>(block, CircuitField.RateM, k);
        T x = Exponential.Decay(relative);
        T ye = Exponential.Decay(cycles * CircuitBlocks.Get<T>(block, CircuitField.RateE, k));
        T yi = Exponential.Decay(cycles * CircuitBlocks.Get<T>(block, CircuitField.RateI, k));
        T fe = Response(x, ye, relative, cycles * CircuitBlocks.Get<T>(block, CircuitField.DifferenceE, k), CircuitBlocks.Get<T>(block, CircuitField.PartE, k));
        T fi = Response(x, yi, relative, cycles * CircuitBlocks.Get<T>(block, CircuitField.DifferenceI, k), CircuitBlocks.Get<T>(block, CircuitField.PartI, k));
        return new MembraneState<T>(T.MultiplyAdd(origin.I, fi, T.MultiplyAdd(origin.V, x, origin.E * fe)), origin.E * ye, origin.I * yi);
    }

    /// <summary>State <paramref name="after"/> cycles after a membrane hold of <paramref name="wait"/> cycles.</summary>
    public static MembraneState<T> EvolveAfterHold<T>(float* block, int k, MembraneState<T> origin, T wait, T after)
        where T : struct, ILanes<T> => Evolve(block, k, Hold(block, k, origin, wait), after);

    /// <summary>Currents decay, the membrane is held.</summary>
    public static MembraneState<T> Hold<T>(float* block, int k, MembraneState<T> origin, T cycles)
        where T : struct, ILanes<T> => new(
            origin.V,
            origin.E * Exponential.Decay(cycles * CircuitBlocks.Get<T>(block, CircuitField.RateE, k)),
            origin.I * Exponential.Decay(cycles * CircuitBlocks.Get<T>(block, CircuitField.RateI, k)));

    private static T Response<T>(T x, T y, T relative, T z, T part)
        where T : struct, ILanes<T>
    {
        T magnitude = T.Larger(z, T.All(0f) - z);
        T near = T.LessOrEqual(magnitude, T.All(Exponential.RelativeLimit));
        T close = y * (relative * Exponential.Relative(z));
        return T.Select(near, close, part * (y - x));
    }
}
