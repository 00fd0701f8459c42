using System.Reflection;
using OnChipLearn.Device.Host;
using PpuSim.AddressMap;

namespace OnChipLearn.Device.Tests;

/// <summary>The vocabulary as a whole: closed, complete, without allocation.</summary>
public sealed class VocabularyTests
{
    private static readonly string[] VectorMnemonics =
    [
        "fxvmulhm", "fxvmulbm", "fxvmulhfs", "fxvmulbfs", "fxvmahm", "fxvmabm", "fxvmahfs", "fxvmabfs", "fxvmultachm", "fxvmultacbm",
        "fxvmultachfs", "fxvmultacbfs", "fxvmatachm", "fxvmatacbm", "fxvmatachfs", "fxvmatacbfs", "fxvaddhm", "fxvaddbm", "fxvaddhfs",
        "fxvaddbfs", "fxvsubhm", "fxvsubbm", "fxvsubhfs", "fxvsubbfs", "fxvmtach", "fxvmtacb", "fxvmtachf", "fxvmtacbf", "fxvaddtachm",
        "fxvaddtacb", "fxvaddachm", "fxvaddacbm", "fxvaddachfs", "fxvaddacbfs", "fxvaddactachm", "fxvaddactacb", "fxvaddactachf",
        "fxvaddactacbf", "fxvcmph", "fxvcmpb", "fxvsel", "fxvshh", "fxvshb", "fxvsplath", "fxvsplatb", "fxvpckbu", "fxvpckbl", "fxvupckbl",
        "fxvupckbr", "fxvlax", "fxvstax", "fxvinx", "fxvoutx",
    ];

    [Fact]
    public void EveryVectorInstructionHasAMember()
    {
        IEnumerable<string> named = typeof(VectorUnit).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Select(m => m.GetCustomAttribute<PpuInstructionAttribute>()?.Mnemonic)
            .OfType<string>().Where(m => m.StartsWith("fxv", StringComparison.Ordinal)).Distinct();
        Assert.Equal(VectorMnemonics.Order(), named.Order());
    }

    [Fact]
    public void AfterResetEveryConditionIsFalse()
    {
        using DeviceContext.Scope scope = DeviceContext.Enter(new NoDevice(), new VectorRegisters());
        short[] lanes = new short[VectorH.Length];
        foreach (Condition condition in new[] { Condition.Greater, Condition.Less, Condition.Equal })
        {
            Sram.Store(lanes, 0, VectorUnit.Select(VectorUnit.SplatHalfword(1), VectorUnit.SplatHalfword(2), condition));
            Assert.All(lanes, lane => Assert.Equal(1, lane));
        }
    }

    [Fact]
    public void WithoutADeviceAnAccessIsOneClearError()
    {
        DeviceNotConnectedException error = Assert.Throws<DeviceNotConnectedException>(() => Omnibus.Read(OmnibusMap.PadiEventTop));
        Assert.Contains("DeviceContext.Enter", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheHostImplementationAllocatesNothing()
    {
        using DeviceContext.Scope scope = DeviceContext.Enter(new NoDevice(), new VectorRegisters());
        short[] lanes = new short[VectorH.Length];
        byte[] bytes = new byte[VectorB.Length];
        uint[] shared = new uint[1];
        Exercise(lanes, bytes, shared);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Exercise(lanes, bytes, shared);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Exercise(short[] lanes, byte[] bytes, uint[] shared)
    {
        VectorH a = Sram.Load(lanes, 0);
        VectorB b = Sram.Load(bytes, 0);
        Accumulator.SetFractional(a);
        Accumulator.AddProductFractional(a, a, Condition.Less);
        Accumulator.AddProductModulo(b, b);
        VectorUnit.Compare(a);
        a = Accumulator.PlusProductFractional(a, a, a, Condition.Equal);
        b = VectorUnit.PackUpper(a, VectorUnit.Shift(a, -3), 2);
        a = VectorUnit.UnpackLeft(b, VectorUnit.SplatByte(3), 1);
        VectorPort.Write(VectorPortMap.Weights, b, Condition.Greater);
        SynapseArray.WriteWeights(3, 0, SynapseArray.ReadWeights(2, 0));
        Sram.WriteShared(shared, 0, Sram.ReadShared(shared, 0) + Processor.TimeBase());
        Mailbox.Write("ok");
        Sram.Store(lanes, 0, a);
        Sram.Store(bytes, 0, b);
    }
}
