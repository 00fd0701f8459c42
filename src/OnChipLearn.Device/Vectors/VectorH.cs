using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OnChipLearn.Device;

/// <summary>
/// One vector register seen as 64 signed halfwords. Element e lies at byte offset 2e of a vector in memory and consists of bytes 2e (high) and
/// 2e+1 (low). A value never changes; every operation is a member of <see cref="VectorUnit"/> or <see cref="Accumulator"/>.
/// </summary>
/// <remarks>On the host: lanes 0 to 31 and 32 to 63, native byte order inside a lane.</remarks>
public readonly struct VectorH
{
    /// <summary>Elements of a vector.</summary>
    public const int Length = 64;

    internal readonly Vector512<short> Lower;
    internal readonly Vector512<short> Upper;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal VectorH(Vector512<short> lower, Vector512<short> upper)
    {
        Lower = lower;
        Upper = upper;
    }

    /// <summary>The same 128 bytes seen as bytes; no instruction.</summary>
    [PseudoInstruction]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public VectorB AsBytes() => new(Lower, Upper);
}
