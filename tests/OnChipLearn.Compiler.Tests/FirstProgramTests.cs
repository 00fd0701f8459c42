using OnChipLearn.Compiler.Tests.Kernels;
using OnChipLearn.Device;
using OnChipLearn.Device.Host;
using PpuSim.AddressMap;
using PpuSim.Machine;
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

    /// <summary>Reads are a function of the address and the lane; writes are kept.</summary>
    private sealed class RecordedArray : IVectorPort
    {
        public Dictionary<uint, byte[]> Written { get; } = [];

        public int AcceptDelay(uint address, bool write, long cycle) => 0;

        public int Read(uint address, Span<byte> bytes, long cycle)
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                var value = (byte)((address * 2654435761u + (uint)i * 40503u) >> 13);
                bytes[i] = address < VectorPortMap.Causal ? (byte)(value & 63) : value;
            }

            return 2;
        }

        public int Write(uint address, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> enables, long cycle)
        {
            Written[address] = bytes.ToArray();
            return 2;
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
