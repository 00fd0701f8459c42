using OnChipLearn.Compiler.Tests.Kernels;
using OnChipLearn.Device;
using OnChipLearn.Device.Host;
using Sram = OnChipLearn.Device.Sram;

namespace OnChipLearn.Compiler.Tests;

/// <summary>The program of README.md, on the host and on the core, against the same synapse array.</summary>
public sealed class FirstProgramTests
{
    [Fact]
    public void BothWriteTheSameWeights()
    {
        var (host, core) = (new RecordedArray(), new RecordedArray());
        using (DeviceContext.Enter(new HostArray(host), new VectorRegisters()))
        {
            Stdp.Start();
        }

        PpuRun.Of(typeof(Stdp), nameof(Stdp.Start), port: core);

        Assert.Equal(512, core.Written.Count);
        Assert.Equal(host.Written.Keys.Order(), core.Written.Keys.Order());
        foreach (var (address, bytes) in host.Written)
        {
            Assert.Equal(bytes, core.Written[address]);
            Assert.All(bytes, weight => Assert.InRange(weight, 0, 63));
        }
    }

    /// <summary>The array as the host's implementation of the vocabulary sees it.</summary>
    private sealed class HostArray(RecordedArray array) : IDevice
    {
        private readonly byte[] bytes = new byte[VectorB.Length];

        public VectorB ReadVector(uint address)
        {
            array.Read(address, bytes, 0);
            return Sram.Load(bytes, 0);
        }

        public void WriteVector(uint address, VectorB value, VectorB enables)
        {
            Sram.Store(bytes, 0, value);
            array.Write(address, bytes, bytes, 0);
        }

        public uint ReadWord(uint byteAddress) => 0;

        public void WriteWord(uint byteAddress, uint value)
        {
        }

        public uint TimeBase() => 0;

        public void Wait()
        {
        }

        public void Poll()
        {
        }

        public void WriteMailbox(byte character)
        {
        }
    }
}
