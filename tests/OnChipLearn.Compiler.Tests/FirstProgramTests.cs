using OnChipLearn.Compiler.Tests.Kernels;
using OnChipLearn.Device;
using OnChipLearn.Device.Host;

namespace OnChipLearn.Compiler.Tests;

/// <summary>The program of README.md, on the host and on the core, against the same synapse array.</summary>
public sealed class FirstProgramTests
{
    [Fact]
    public void BothWriteTheSameWeights()
    {
        var (host, core) = (new RecordedArray(), new RecordedArray());
        using (DeviceContext.Enter(new HostDevice(host, new RecordedBus()), new VectorRegisters()))
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
}
