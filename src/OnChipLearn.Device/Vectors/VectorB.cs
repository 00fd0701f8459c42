using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OnChipLearn.Device;

/// <summary>
/// One vector register seen as 128 signed bytes; byte k lies at offset k of a vector in memory. Bytes 2e and 2e+1 are the high and the low half
/// of halfword e. A value never changes; every operation is a member of <see cref="VectorUnit"/> or <see cref="Accumulator"/>.
/// </summary>
/// <remarks>On the host the bytes are kept as the halfwords that they form, so that <see cref="AsHalfwords"/> costs nothing.</remarks>
public readonly struct VectorB
{
    /// <summary>Elements of a vector.</summary>
    public const int Length = 128;

    internal readonly Vector512<short> Lower;
    internal readonly Vector512<short> Upper;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal VectorB(Vector512<short> lower, Vector512<short> upper)
    {
        Lower = lower;
        Upper = upper;
    }

    /// <summary>The same 128 bytes seen as 64 halfwords; no instruction.</summary>
    [PseudoInstruction]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public VectorH AsHalfwords() => new(Lower, Upper);
}
