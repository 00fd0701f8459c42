using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using PpuSim.Machine;

namespace PpuSim.Translation;

/// <summary>Pieces of compiled traces.</summary>
internal static class TraceOperations
{
    /// <summary>One vector register to another; slices that the unit does not have are 0 in both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CopyRegister(VectorState state, int source, int destination)
    {
        ref var from = ref Unsafe.As<ushort, Vector512<byte>>(ref state.Register(source));
        ref var to = ref Unsafe.As<ushort, Vector512<byte>>(ref state.Register(destination));
        var (first, second) = (from, Unsafe.Add(ref from, 1));
        to = first;
        Unsafe.Add(ref to, 1) = second;
    }

    /// <summary>Says how a region was left.</summary>
    /// <param name="exits">Exits of the region.</param>
    /// <param name="frame">To say it.</param>
    /// <param name="cycle">Cycle in which the traces of the present state begin.</param>
    /// <param name="number">Number of the exit.</param>
    /// <returns>The trace within which it was left, or null.</returns>
    public static Trace? Leave(RegionExit[] exits, TraceFrame frame, long cycle, int number)
    {
        ref readonly var exit = ref exits[number];
        frame.Cycle = cycle;
        frame.Action = exit.Action;
        frame.Next = exit.State;
        return exit.Trace;
    }
}
