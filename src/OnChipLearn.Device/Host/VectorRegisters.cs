using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OnChipLearn.Device.Host;

/// <summary>
/// The hidden state of the vector unit: accumulator (64 x 32 bits) and condition register, the latter as byte masks in the layout of the vectors.
/// All zero after reset: every condition is false until a compare has run (ppu-reference 3.1).
/// </summary>
public sealed class VectorRegisters
{
    internal Vector512<int> A0;
    internal Vector512<int> A1;
    internal Vector512<int> A2;
    internal Vector512<int> A3;
    internal Vector512<short> GreaterLower;
    internal Vector512<short> GreaterUpper;
    internal Vector512<short> LessLower;
    internal Vector512<short> LessUpper;
    internal Vector512<short> EqualLower;
    internal Vector512<short> EqualUpper;

    /// <summary>Byte enables of an unconditional access.</summary>
    public static VectorB AllBytes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<short>.AllBitsSet, Vector512<short>.AllBitsSet);
    }

    /// <summary>Back to the state after reset.</summary>
    public void Reset()
    {
        A0 = A1 = A2 = A3 = default;
        GreaterLower = GreaterUpper = LessLower = LessUpper = EqualLower = EqualUpper = default;
    }

    /// <summary>Lane e of the accumulator.</summary>
    public int AccumulatorLane(int e)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)e, (uint)VectorH.Length, nameof(e));
        Vector512<int> part = (e >> 4) switch { 0 => A0, 1 => A1, 2 => A2, _ => A3 };
        return part.GetElement(e & 15);
    }

    /// <summary>Bytes for which the condition holds: 0xFF, others 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal VectorB Mask(Condition condition) => condition switch
    {
        Condition.Greater => new(GreaterLower, GreaterUpper),
        Condition.Less => new(LessLower, LessUpper),
        Condition.Equal => new(EqualLower, EqualUpper),
        _ => AllBytes,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal VectorH Blend(Condition condition, VectorH keep, VectorH result)
    {
        VectorB mask = Mask(condition);
        return new(
            Vector512.ConditionalSelect(mask.Lower, result.Lower, keep.Lower),
            Vector512.ConditionalSelect(mask.Upper, result.Upper, keep.Upper));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal VectorB Blend(Condition condition, VectorB keep, VectorB result) =>
        Blend(condition, keep.AsHalfwords(), result.AsHalfwords()).AsBytes();

    /// <summary>Each condition bit gates 8 bits of an accumulator lane: a byte's pair of bits gates its half (ppu-reference 3.4).</summary>
    internal void BlendAccumulator(
        Condition condition,
        (Vector512<int> A, Vector512<int> B) lower,
        (Vector512<int> A, Vector512<int> B) upper)
    {
        VectorB mask = Mask(condition);
        (Vector512<int> m0, Vector512<int> m1) = ByteLanes.WidenHalves(mask.Lower);
        (Vector512<int> m2, Vector512<int> m3) = ByteLanes.WidenHalves(mask.Upper);
        A0 = Vector512.ConditionalSelect(m0, lower.A, A0);
        A1 = Vector512.ConditionalSelect(m1, lower.B, A1);
        A2 = Vector512.ConditionalSelect(m2, upper.A, A2);
        A3 = Vector512.ConditionalSelect(m3, upper.B, A3);
    }
}
