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
}
