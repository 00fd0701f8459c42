using OnChipLearn.Device;

namespace OnChipLearn.Compiler.Tests.Kernels;

/// <summary>The first program of README.md.</summary>
internal static class Stdp
{
    private const int Rows = 256;

    /// <summary>w += (causal - acausal) / 8 - (w - 32) / 16, clamped to 0..63: plasticity with a pull to the middle (homeostasis).</summary>
    [EntryPoint]
    public static void Start()
    {
        VectorB zero = VectorUnit.SplatByte(0), largest = VectorUnit.SplatByte(63), middle = VectorUnit.SplatByte(32);
        VectorB eighth = VectorUnit.SplatByte(16), sixteenth = VectorUnit.SplatByte(8);   // Q0.7
        for (int row = 0; row < Rows; row++)
        {
            for (int parity = 0; parity < 2; parity++)
            {
                VectorB causal = VectorUnit.Shift(Cadc.ConvertCausal(row, parity), -1);    // unsigned byte to 0..127
                VectorB acausal = VectorUnit.Shift(Cadc.BufferedAcausal(row, parity), -1);
                VectorB weight = SynapseArray.ReadWeights(row, parity);
                VectorB change = VectorUnit.MultiplyFractional(VectorUnit.SubtractSaturating(causal, acausal), eighth);
                VectorB pull = VectorUnit.MultiplyFractional(VectorUnit.SubtractModulo(weight, middle), sixteenth);
                weight = VectorUnit.SubtractSaturating(VectorUnit.AddSaturating(weight, change), pull);
                VectorUnit.Compare(weight);
                weight = VectorUnit.Select(weight, zero, Condition.Less);
                VectorUnit.Compare(VectorUnit.SubtractSaturating(weight, largest));
                SynapseArray.WriteWeights(row, parity, VectorUnit.Select(weight, largest, Condition.Greater));
            }
        }
    }
}
