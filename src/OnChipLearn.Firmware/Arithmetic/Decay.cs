using System.Runtime.CompilerServices;
using OnChipLearn.Device;

namespace OnChipLearn.Firmware.Arithmetic;

/// <summary>
/// e^(-t / 2 tau_s) for a vector of times without a look-up: a cubic in y = t / 8 tau_s, squared twice. Relative error at most 7.4e-4 over
/// 0 to 4095 ticks (measured over all arguments by a test), half of it the cubic's.
/// </summary>
public static class Decay
{
    /// <summary>ticks * 8 in Q0.15 times this in Q0.15 is y = t / (8 tau_s) = t / 6000.</summary>
    public const int ArgumentScale = 22370;

    /// <summary>Coefficient of y^0, Q0.15.</summary>
    public const int C0 = 32767;

    /// <summary>Coefficient of y, Q0.15.</summary>
    public const int C1 = -32686;

    /// <summary>Coefficient of y^2, Q0.15.</summary>
    public const int C2 = 15750;

    /// <summary>Coefficient of y^3, Q0.15.</summary>
    public const int C3 = -3891;

    /// <summary>Half an LSB for the accumulator: <c>Accumulator.PlusProductFractional</c> then rounds to nearest at no cost, since it keeps ACC.</summary>
    public const int HalfUnit = 0x7FFF;

    /// <summary>Decay of each lane in Q0.15; times in ticks, 0 to 4095. Leaves <see cref="HalfUnit"/> in the accumulator.</summary>
    public static VectorH OfTicks(VectorH ticks)
    {
        Accumulator.Set(VectorUnit.SplatHalfword(HalfUnit));
        VectorH y = Accumulator.PlusProductFractional(VectorUnit.Shift(ticks, 3), VectorUnit.SplatHalfword(ArgumentScale));
        VectorH p = VectorUnit.AddModulo(Accumulator.PlusProductFractional(VectorUnit.SplatHalfword(C3), y), VectorUnit.SplatHalfword(C2));
        p = VectorUnit.AddModulo(Accumulator.PlusProductFractional(p, y), VectorUnit.SplatHalfword(C1));
        p = VectorUnit.AddModulo(Accumulator.PlusProductFractional(p, y), VectorUnit.SplatHalfword(C0));
        p = Accumulator.PlusProductFractional(p, p);
        return Accumulator.PlusProductFractional(p, p);
    }
}
