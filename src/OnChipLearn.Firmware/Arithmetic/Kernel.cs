using OnChipLearn.Device;

namespace OnChipLearn.Firmware.Arithmetic;

/// <summary>u = e^(-dt / 2 tau_s) between spike times in lanes and one other time, factorised into <see cref="Decay"/> and <see cref="Growth"/>.</summary>
public static class Kernel
{
    /// <summary>
    /// u/2 in Q0.15 since one earlier event, 0 in lanes that are not later. <paramref name="decay"/>: <see cref="Decay"/> of <paramref name="times"/>;
    /// <paramref name="growth"/>: <see cref="Growth"/> of <paramref name="earlier"/>.
    /// </summary>
    public static VectorH HalfSince(VectorH times, VectorH decay, int earlier, int growth)
    {
        VectorUnit.Compare(VectorUnit.SubtractSaturating(times, VectorUnit.SplatHalfword(earlier)));
        return Half(decay, growth);
    }

    /// <summary>
    /// u/2 in Q0.15 until one later event, 0 in lanes that are not earlier. <paramref name="decay"/>: <see cref="Decay"/> of a reference time minus
    /// <paramref name="times"/>; <paramref name="growth"/>: <see cref="Growth"/> of the reference time minus <paramref name="later"/>.
    /// </summary>
    public static VectorH HalfUntil(VectorH times, VectorH decay, int later, int growth)
    {
        VectorUnit.Compare(VectorUnit.SubtractSaturating(VectorUnit.SplatHalfword(later), times));
        return Half(decay, growth);
    }

    /// <summary>2u(1-u) in Q0.15 from u/2: how a weight of that distance moves the membrane.</summary>
    public static VectorH Kappa(VectorH half)
    {
        VectorH u = VectorUnit.AddSaturating(half, half);
        VectorH response = VectorUnit.SubtractModulo(u, VectorUnit.MultiplyFractional(u, u));
        return VectorUnit.AddModulo(response, response);
    }

    /// <summary>u(2u-1) in Q0.15 from u/2: how a spike of that distance moves the membrane by its time.</summary>
    public static VectorH Psi(VectorH half)
    {
        VectorH u = VectorUnit.AddSaturating(half, half);
        VectorH square = VectorUnit.MultiplyFractional(u, u);
        return VectorUnit.SubtractModulo(square, VectorUnit.SubtractModulo(u, square));
    }

    private static VectorH Half(VectorH decay, int growth)
    {
        VectorH eighth = VectorUnit.MultiplyFractional(VectorUnit.SplatHalfword(0), decay, VectorUnit.SplatHalfword(growth), Condition.Greater);
        VectorH quarter = VectorUnit.AddSaturating(eighth, eighth);
        return VectorUnit.AddSaturating(quarter, quarter);
    }
}
