using OnChipLearn.Device;

namespace OnChipLearn.Firmware.Rules.FirstSpike;

/// <summary>A signed weight as two synapses of one driver: row 2d excitatory, row 2d+1 inhibitory, even columns of the own hemisphere.</summary>
public static class SignedRows
{
    /// <summary>Writes signed weights -63 .. 63 of the two halves of a row to driver <paramref name="driver"/>.</summary>
    public static void Write(int driver, VectorH left, VectorH right)
    {
        VectorH zero = VectorUnit.SplatHalfword(0);
        VectorUnit.Compare(left);
        VectorH excitatoryLeft = VectorUnit.Select(zero, left, Condition.Greater);
        VectorH inhibitoryLeft = VectorUnit.SubtractModulo(zero, zero, left, Condition.Less);
        VectorUnit.Compare(right);
        VectorH excitatoryRight = VectorUnit.Select(zero, right, Condition.Greater);
        VectorH inhibitoryRight = VectorUnit.SubtractModulo(zero, zero, right, Condition.Less);
        SynapseArray.WriteWeights(driver << 1, 0, VectorUnit.PackLower(excitatoryLeft, excitatoryRight, 0));
        SynapseArray.WriteWeights((driver << 1) + 1, 0, VectorUnit.PackLower(inhibitoryLeft, inhibitoryRight, 0));
    }
}
