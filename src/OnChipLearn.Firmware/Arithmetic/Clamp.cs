using OnChipLearn.Device;

namespace OnChipLearn.Firmware.Arithmetic;

/// <summary>Limits for lanes: the vector unit has no minimum or maximum.</summary>
public static class Clamp
{
    /// <summary>Lanes limited to -limit .. limit.</summary>
    public static VectorH Magnitude(VectorH value, VectorH limit)
    {
        VectorUnit.Compare(VectorUnit.SubtractSaturating(value, limit));
        VectorH upper = VectorUnit.Select(value, limit, Condition.Greater);
        VectorUnit.Compare(VectorUnit.AddSaturating(upper, limit));
        return VectorUnit.Select(upper, VectorUnit.SubtractModulo(VectorUnit.SplatHalfword(0), limit), Condition.Less);
    }
}
