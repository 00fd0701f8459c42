using OnChipLearn.Device;
using OnChipLearn.Firmware.Trials;
using PpuSim.AddressMap;

namespace OnChipLearn.Firmware.Rules.FirstSpike;

/// <summary>
/// From output shadow weights to synapses of the bottom hemisphere: columns 0, 2 and 4 are bytes 3 to 1 of one Omnibus word per row, so a hidden
/// neuron's three weights are two words, excitatory and inhibitory. The Omnibus sees the low five bits of a weight reversed. Only words that
/// differ from what was written last are written again.
/// </summary>
public static class OutputWords
{
    /// <summary>Largest magnitude of a shadow weight, Q6.9.</summary>
    public const int LargestShadow = 63 << FirstSpikeFormat.OutputWeightFraction;

    private const int WordsPerRow = 64;
    private const int Nearest = 1 << (FirstSpikeFormat.OutputWeightFraction - 1);
    private const int ShiftNine = 64;

    private static readonly uint[] Written = new uint[2 * FirstSpikeFormat.HiddenCapacity];

    [VectorAligned]
    private static readonly short[] Upper = new short[VectorH.Length];

    [VectorAligned]
    private static readonly short[] Lower = new short[VectorH.Length];

    /// <summary>Words that the last <see cref="Write"/> wrote.</summary>
    public static int Changed;

    /// <summary>Forgets what was written, so that the next <see cref="Write"/> writes every word.</summary>
    public static void Invalidate()
    {
        for (int k = 0; k < Written.Length; k++)
        {
            Written[k] = 0xFFFF_FFFF;
        }
    }

    /// <summary>Writes all changed words.</summary>
    public static void Write()
    {
        Changed = 0;
        for (int half = 0; half < FirstSpikeFormat.Halves; half++)
        {
            WriteHalf(half, OutputLayer.Weights[half], OutputLayer.Weights[2 + half], OutputLayer.Weights[4 + half]);
        }
    }

    /// <summary>Writes the changed words of the hidden neurons of one half; shadow weights to the three outputs.</summary>
    public static void WriteHalf(int half, VectorH first, VectorH second, VectorH third)
    {
        WriteSign(half, 0, Condition.Greater, first, second, third);
        WriteSign(half, 1, Condition.Less, first, second, third);
    }

    private static void WriteSign(int half, int row, Condition sign, VectorH first, VectorH second, VectorH third)
    {
        first = Magnitude(first, sign);
        second = Magnitude(second, sign);
        third = Magnitude(third, sign);
        Sram.Store(Upper, 0, VectorUnit.AddModulo(VectorUnit.Shift(first, 8), second));
        Sram.Store(Lower, 0, VectorUnit.Shift(third, 8));
        Processor.Synchronize();
        uint array = OmnibusMap.SynapseArray + OmnibusMap.Hemisphere;
        int known = ((half << 1) + row) << 6;
        for (int lane = 0; lane < VectorH.Length; lane++)
        {
            uint word = ((uint)(ushort)Upper[lane] << 16) | (ushort)Lower[lane];
            if (word != Written[known + lane])
            {
                Written[known + lane] = word;
                Changed++;
                int vectorByte = ((lane >> 3) << 4) | (half << 3) | (lane & 7);
                int physicalRow = (SpikeLabels.DriverOfByte(vectorByte) << 1) + row;
                Omnibus.Write(array + ((uint)physicalRow * WordsPerRow), word);
            }
        }

        Processor.Synchronize();
    }

    /// <summary>Rounded weight where its sign is the wanted one, else 0, low five bits reversed.</summary>
    private static VectorH Magnitude(VectorH shadow, Condition sign)
    {
        VectorH zero = VectorUnit.SplatHalfword(0);
        VectorH rounded = VectorUnit.MultiplyFractional(
            VectorUnit.AddSaturating(shadow, VectorUnit.SplatHalfword(Nearest)), VectorUnit.SplatHalfword(ShiftNine));
        VectorUnit.Compare(rounded);
        VectorH magnitude = sign == Condition.Greater
            ? VectorUnit.Select(zero, rounded, Condition.Greater)
            : VectorUnit.SubtractModulo(zero, zero, rounded, Condition.Less);
        return ReverseLowFive(magnitude);
    }

    /// <summary>Bit 5 stays, bits 4 to 0 become bits 0 to 4; shifts only, since the vector unit has no bitwise operations.</summary>
    private static VectorH ReverseLowFive(VectorH value)
    {
        VectorH kept = VectorUnit.Shift(VectorUnit.Shift(value, -5), 5);
        VectorH bit0 = VectorUnit.Shift(VectorUnit.Shift(value, 15), -11);
        VectorH bit1 = VectorUnit.Shift(VectorUnit.Shift(VectorUnit.Shift(value, 14), -15), 3);
        VectorH bit2 = VectorUnit.Shift(VectorUnit.Shift(VectorUnit.Shift(value, 13), -15), 2);
        VectorH bit3 = VectorUnit.Shift(VectorUnit.Shift(VectorUnit.Shift(value, 12), -15), 1);
        VectorH bit4 = VectorUnit.Shift(VectorUnit.Shift(value, 11), -15);
        return VectorUnit.AddModulo(
            VectorUnit.AddModulo(VectorUnit.AddModulo(kept, bit0), VectorUnit.AddModulo(bit1, bit2)),
            VectorUnit.AddModulo(bit3, bit4));
    }
}
