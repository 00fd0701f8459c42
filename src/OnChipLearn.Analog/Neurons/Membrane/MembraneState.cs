using System.Runtime.CompilerServices;
using OnChipLearn.Analog.Simd;

namespace OnChipLearn.Analog.Neurons.Membrane;

/// <summary>State of consecutive lanes.</summary>
/// <param name="V">Membrane relative to the leak.</param>
/// <param name="E">Excitatory current.</param>
/// <param name="I">Inhibitory current, never positive.</param>
internal readonly record struct MembraneState<T>(T V, T E, T I)
    where T : struct, ILanes<T>
{
    /// <summary>State at the chunk's origin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe MembraneState<T> At(float* block, int k) => new(
        CircuitBlocks.Get<T>(block, CircuitField.V, k),
        CircuitBlocks.Get<T>(block, CircuitField.E, k),
        CircuitBlocks.Get<T>(block, CircuitField.I, k));
}
