using System.Reflection;
using System.Text;
using OnChipLearn.Compiler.Tests.Kernels;
using OnChipLearn.Device.Host;

namespace OnChipLearn.Compiler.Tests;

/// <summary>Device access and fixed-point types do the same on the host and as machine code; nothing of the vocabulary goes untested.</summary>
public sealed class DeviceTests
{
    private static readonly Type[] KernelTypes =
        [typeof(ScalarKernels), typeof(VectorKernels), typeof(VectorPrograms), typeof(VectorBenchmarks), typeof(BenchmarkKernels), typeof(DeviceKernels)];

    // It ends the program as far as a test can see; MeansTheEndOfTheProgram looks at it.
    private static readonly string[] TestedElsewhere = ["Processor.Wait"];

    public static TheoryData<string> Methods => [.. typeof(DeviceKernels).GetMethods(BindingFlags.Static | BindingFlags.Public).Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Methods))]
    public void HostAndPpuAgree(string name)
    {
        var (hostArray, coreArray, hostBus, coreBus) = (new RecordedArray(), new RecordedArray(), new RecordedBus(), new RecordedBus());
        var device = new HostDevice(hostArray, hostBus);
        object? expected;
        using (DeviceContext.Enter(device, new VectorRegisters()))
        {
            expected = typeof(DeviceKernels).GetMethod(name)!.Invoke(null, null);
        }

        var ppu = PpuRun.Of(PpuRun.Compile(typeof(DeviceKernels), name), coreArray, coreBus);

        Assert.Null(ppu.TrapLine);
        Assert.Equal(expected, ppu.ReturnCode);
        Assert.Equal(hostBus.Writes, coreBus.Writes);
        Assert.Equal(hostArray.Written.Keys.Order(), coreArray.Written.Keys.Order());
        Assert.All(hostArray.Written, pair => Assert.Equal(pair.Value, coreArray.Written[pair.Key]));
        Assert.Equal(Encoding.ASCII.GetString([.. device.Text]), Encoding.ASCII.GetString(ppu.Bytes("mailbox.text").AsSpan()[..device.Text.Count]));
    }

    [Fact]
    public void WaitMeansTheEndOfTheProgram()
    {
        var ppu = PpuRun.Of(typeof(TrapKernels), nameof(TrapKernels.Waits));
        Assert.Null(ppu.TrapLine);
        Assert.Equal([1], ppu.Words($"{typeof(TrapKernels).FullName}.Reached"));
    }

    [Fact]
    public void EveryMemberOfTheVocabularyIsInAKernel()
    {
        var vocabulary = typeof(Device.VectorUnit).Assembly.GetTypes()
            .Where(type => type is { IsPublic: true, Namespace: "OnChipLearn.Device" } && !typeof(Attribute).IsAssignableFrom(type))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => !method.IsSpecialName).ToHashSet();
        var used = KernelTypes.SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)).SelectMany(Called).ToHashSet();

        Assert.NotEmpty(vocabulary);
        Assert.Empty(vocabulary.Except(used).Select(method => $"{method.DeclaringType!.Name}.{method.Name}").Except(TestedElsewhere));
    }

    // Methods behind the call instructions of a body; a byte that only looks like one names no method.
    private static IEnumerable<MethodInfo> Called(MethodInfo caller)
    {
        const byte Call = 0x28;
        var il = caller.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var i = 0; i + 4 < il.Length; i++)
        {
            if (il[i] != Call)
            {
                continue;
            }

            var token = BitConverter.ToInt32(il, i + 1);
            MethodBase? method = null;
            try
            {
                method = caller.Module.ResolveMethod(token);
            }
            catch (ArgumentException)
            {
            }

            if (method is MethodInfo found)
            {
                yield return found;
            }
        }
    }
}
