using System.Runtime.CompilerServices;
using OnChipLearn.Device;

namespace OnChipLearn.Compiler.Tests.Kernels;

/// <summary>
/// The vector kernels of the code quality table, with the loops and data of fixtures/compiler/vector/*.s: one round of each loop is one row of
/// 128 columns, two vectors.
/// </summary>
internal static class VectorBenchmarks
{
    public const int Rows = 64;
    public const int MaskedRows = 16;
    public const int Inputs = 16;
    public const int Pairs = 8;
    private const int Elements = 2 * Pairs * VectorH.Length;

    [VectorAligned]
    public static readonly short[] X = Ramp(Elements, 937, -14000);

    [VectorAligned]
    public static readonly short[] Y = Ramp(Elements, 611, 3000);

    [VectorAligned]
    public static readonly byte[] Eligibility = Bytes(2 * MaskedRows * VectorB.Length);

    public static readonly short[] InputTimes = Ramp(Inputs, 230, 100);

    public static readonly short[] InputGrowth = Ramp(Inputs, 1800, 1900);

    [VectorAligned]
    public static readonly short[] Times = Ramp(2 * VectorH.Length, 29, 90);

    [VectorAligned]
    public static readonly short[] Decays = Ramp(2 * VectorH.Length, -170, 32000);

    [VectorAligned]
    public static readonly short[] Adjoints = Ramp(2 * VectorH.Length, 511, -30000);

    [VectorAligned]
    public static readonly short[] Descent = Ramp(2 * Inputs * VectorH.Length, 7, -9000);

    /// <summary>The rule of <see cref="Stdp"/>: both halves of a row are read, updated and written.</summary>
    public static void StdpRowUpdate()
    {
        VectorB zero = VectorUnit.SplatByte(0), largest = VectorUnit.SplatByte(63), middle = VectorUnit.SplatByte(32);
        VectorB eighth = VectorUnit.SplatByte(16), sixteenth = VectorUnit.SplatByte(8);
        for (int row = 0; row < Rows; row++)
        {
            VectorB causal = Cadc.ConvertCausal(row, 0), acausal = Cadc.BufferedAcausal(row, 0), weight = SynapseArray.ReadWeights(row, 0);
            VectorB oddCausal = Cadc.BufferedCausal(row, 1), oddAcausal = Cadc.BufferedAcausal(row, 1), oddWeight = SynapseArray.ReadWeights(row, 1);
            weight = Stdp(causal, acausal, weight, zero, largest, middle, eighth, sixteenth);
            oddWeight = Stdp(oddCausal, oddAcausal, oddWeight, zero, largest, middle, eighth, sixteenth);
            SynapseArray.WriteWeights(row, 0, weight);
            SynapseArray.WriteWeights(row, 1, oddWeight);
        }
    }

    /// <summary>y += a x, Q0.15 with saturation.</summary>
    public static void Axpy()
    {
        VectorH a = VectorUnit.SplatHalfword(-9001);
        for (int i = 0; i < Elements; i += 2 * VectorH.Length)
        {
            VectorH product = VectorUnit.MultiplyFractional(Sram.Load(X, i), a);
            Sram.Store(Y, i, VectorUnit.AddSaturating(Sram.Load(Y, i), product));
            VectorH second = VectorUnit.MultiplyFractional(Sram.Load(X, i + VectorH.Length), a);
            Sram.Store(Y, i + VectorH.Length, VectorUnit.AddSaturating(Sram.Load(Y, i + VectorH.Length), second));
        }
    }

    /// <summary>Weights of synapses with positive eligibility grow by 3, those with negative shrink by 2, within 0 to 63.</summary>
    public static void MaskedRowUpdate()
    {
        VectorB zero = VectorUnit.SplatByte(0), largest = VectorUnit.SplatByte(63), up = VectorUnit.SplatByte(3), down = VectorUnit.SplatByte(2);
        for (int row = 0; row < MaskedRows; row++)
        {
            VectorB even = Masked(Sram.Load(Eligibility, 2 * row * VectorB.Length), SynapseArray.ReadWeights(row, 0), zero, largest, up, down);
            VectorB odd = Masked(Sram.Load(Eligibility, (2 * row + 1) * VectorB.Length), SynapseArray.ReadWeights(row, 1), zero, largest, up, down);
            SynapseArray.WriteWeights(row, 0, even);
            SynapseArray.WriteWeights(row, 1, odd);
        }
    }

    /// <summary>Gradient of one input's weights to 128 neurons that spike once: descent += adjoint * 4u(1-u)/2, u = decay of the neuron times growth of the input, 0 where the input came too late.</summary>
    public static void AdjointRow()
    {
        VectorH zero = VectorUnit.SplatHalfword(0);
        VectorH time = Sram.Load(Times, 0), secondTime = Sram.Load(Times, VectorH.Length);
        VectorH decay = Sram.Load(Decays, 0), secondDecay = Sram.Load(Decays, VectorH.Length);
        VectorH adjoint = Sram.Load(Adjoints, 0), secondAdjoint = Sram.Load(Adjoints, VectorH.Length);
        for (int input = 0; input < Inputs; input++)
        {
            VectorH start = VectorUnit.SplatHalfword(InputTimes[input]), growth = VectorUnit.SplatHalfword(InputGrowth[input]);
            int first = 2 * input * VectorH.Length, second = first + VectorH.Length;
            Sram.Store(Descent, first, VectorUnit.AddSaturating(Sram.Load(Descent, first), Gradient(time, decay, adjoint, start, growth, zero)));
            Sram.Store(Descent, second, VectorUnit.AddSaturating(Sram.Load(Descent, second), Gradient(secondTime, secondDecay, secondAdjoint, start, growth, zero)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static VectorB Stdp(VectorB causal, VectorB acausal, VectorB weight, VectorB zero, VectorB largest, VectorB middle, VectorB eighth, VectorB sixteenth)
    {
        VectorB difference = VectorUnit.SubtractSaturating(VectorUnit.Shift(causal, -1), VectorUnit.Shift(acausal, -1));
        VectorB change = VectorUnit.MultiplyFractional(difference, eighth);
        VectorB pull = VectorUnit.MultiplyFractional(VectorUnit.SubtractModulo(weight, middle), sixteenth);
        return Limit(VectorUnit.SubtractSaturating(VectorUnit.AddSaturating(weight, change), pull), zero, largest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static VectorB Masked(VectorB eligibility, VectorB weight, VectorB zero, VectorB largest, VectorB up, VectorB down)
    {
        VectorUnit.Compare(eligibility);
        weight = VectorUnit.AddSaturating(weight, weight, up, Condition.Greater);
        weight = VectorUnit.SubtractSaturating(weight, weight, down, Condition.Less);
        return Limit(weight, zero, largest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static VectorB Limit(VectorB weight, VectorB zero, VectorB largest)
    {
        VectorUnit.Compare(weight);
        weight = VectorUnit.Select(weight, zero, Condition.Less);
        VectorUnit.Compare(VectorUnit.SubtractSaturating(weight, largest));
        return VectorUnit.Select(weight, largest, Condition.Greater);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static VectorH Gradient(VectorH time, VectorH decay, VectorH adjoint, VectorH start, VectorH growth, VectorH zero)
    {
        VectorUnit.Compare(VectorUnit.SubtractSaturating(time, start));
        VectorH eighth = VectorUnit.MultiplyFractional(zero, decay, growth, Condition.Greater);
        VectorH quarter = VectorUnit.AddModulo(eighth, eighth);
        VectorH half = VectorUnit.AddModulo(quarter, quarter);
        VectorH u = VectorUnit.AddSaturating(half, half);
        VectorH response = VectorUnit.SubtractModulo(u, VectorUnit.MultiplyFractional(u, u));
        return VectorUnit.MultiplyFractional(adjoint, VectorUnit.AddModulo(response, response));
    }

    private static short[] Ramp(int count, int step, int start)
    {
        var values = new short[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = (short)(start + step * i);
        }

        return values;
    }

    private static byte[] Bytes(int count)
    {
        var values = new byte[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = (byte)(i * 37 % 11 - 5);
        }

        return values;
    }
}
