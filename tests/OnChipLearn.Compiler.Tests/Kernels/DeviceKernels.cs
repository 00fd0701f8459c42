using OnChipLearn.Device;
using PpuSim.AddressMap;
using Addresses = PpuSim.AddressMap.MemoryMap;

namespace OnChipLearn.Compiler.Tests.Kernels;

/// <summary>Access to what surrounds the processor, and the scalar fixed-point types: one part of the vocabulary per method.</summary>
internal static class DeviceKernels
{
    private static readonly short[] Operands = [32767, -32768, 16384, -16384, 3, -3, 12345, -23456];
    private static readonly uint[] Shared = new uint[4];
    private static int first = 3;

    public static int SynapseRows()
    {
        VectorB weights = SynapseArray.ReadWeights(first, 0);
        SynapseArray.WriteWeights(first + 1, 1, VectorUnit.AddModulo(weights, VectorUnit.SplatByte(1)));
        VectorB labels = SynapseArray.ReadLabels(first, 1);
        SynapseArray.WriteLabels(first + 2, 0, VectorUnit.SubtractModulo(labels, weights));
        return 0;
    }

    public static int Converters()
    {
        VectorB sum = VectorUnit.AddModulo(Cadc.ConvertCausal(first, 0), Cadc.BufferedCausal(first, 1));
        sum = VectorUnit.AddModulo(sum, Cadc.BufferedAcausal(first, 0));
        SynapseArray.WriteWeights(first, 0, sum);
        Cadc.ResetCorrelation(first, 1, VectorUnit.SplatByte(3));
        return 0;
    }

    public static int RandomNumbers()
    {
        VectorB random = RandomGenerators.Next(0);
        RandomGenerators.Seed(1, random);
        return 0;
    }

    public static int NeuronResets()
    {
        VectorUnit.Compare(VectorUnit.SubtractSaturating(SynapseArray.ReadWeights(first, 0), VectorUnit.SplatByte(30)));
        NeuronReset.WhereGreater(1, VectorUnit.SplatByte(5));
        NeuronReset.All(0, VectorUnit.SplatByte(1));
        return 0;
    }

    public static int Port()
    {
        VectorB row = VectorPort.Read(VectorPortMap.FpgaBlockRam + 8);
        VectorPort.Write(VectorPortMap.FpgaDram + 16, row);
        VectorUnit.Compare(row);
        VectorPort.Write(VectorPortMap.FpgaDram + 24, row, Condition.Less);
        VectorPort.Write(VectorPortMap.FpgaDram + 24, row, Condition.Equal);
        return 0;
    }

    public static int OmnibusWords()
    {
        var sum = 0u;
        for (var i = 0u; i < 5; i++)
        {
            sum = (sum * 3) + Omnibus.Read(OmnibusMap.PadiEventTop + i);
            Omnibus.Write(OmnibusMap.PadiEventBottom + i, sum);
        }

        return (int)sum;
    }

    public static int FpgaWords()
    {
        Bus.WriteWord(Addresses.BlockRamBase + 64, 0x12345678);
        return (int)(Bus.ReadWord(Addresses.BlockRamBase + 64) ^ Bus.ReadWord(Addresses.DramBase + 128));
    }

    public static int SharedWords()
    {
        Sram.WriteShared(Shared, first, 77);
        Sram.WriteShared(Shared, 0, Sram.ReadShared(Shared, first) + 1);
        return (int)(Sram.ReadShared(Shared, 0) * 100 + Sram.ReadShared(Shared, 3));
    }

    public static int Text()
    {
        Mailbox.Write("row ");
        Mailbox.Write((byte)('0' + first));
        return first;
    }

    public static int Time()
    {
        var before = Processor.TimeBase();
        Processor.Synchronize();
        return Processor.TimeBase() - before < 1000 ? 1 : 0;
    }

    public static int FixedPoint()
    {
        var hash = 0;
        foreach (var a in Operands)
        {
            foreach (var b in Operands)
            {
                hash = Mix(hash, Q0_15.AddSaturating(new Q0_15(a), new Q0_15(b)).Raw);
                hash = Mix(hash, Q0_15.SubtractSaturating(new Q0_15(a), new Q0_15(b)).Raw);
                hash = Mix(hash, Q0_15.MultiplyFractional(new Q0_15(a), new Q0_15(b)).Raw);
                hash = Mix(hash, Q3_12.AddSaturating(new Q3_12(a), new Q3_12(b)).Raw);
                hash = Mix(hash, Q3_12.SubtractSaturating(new Q3_12(a), new Q3_12(b)).Raw);
                hash = Mix(hash, Q3_12.MultiplyFractional(new Q3_12(a), new Q0_15(b)).Raw);
                hash = Mix(hash, Q7_8.AddSaturating(new Q7_8(a), new Q7_8(b)).Raw);
                hash = Mix(hash, Q7_8.SubtractSaturating(new Q7_8(a), new Q7_8(b)).Raw);
                hash = Mix(hash, Q7_8.MultiplyFractional(new Q7_8(a), new Q0_15(b)).Raw);
                hash = Mix(hash, Q11_4.AddSaturating(new Q11_4(a), new Q11_4(b)).Raw);
                hash = Mix(hash, Q11_4.SubtractSaturating(new Q11_4(a), new Q11_4(b)).Raw);
                hash = Mix(hash, Q11_4.MultiplyFractional(new Q11_4(a), new Q0_15(b)).Raw);
                hash = Mix(hash, Saturation.ToHalfword(a * 3) + Saturation.ToByte(b >> 4));
            }
        }

        return hash;
    }

    private static int Mix(int hash, int value) => (hash * 31) ^ value;
}
