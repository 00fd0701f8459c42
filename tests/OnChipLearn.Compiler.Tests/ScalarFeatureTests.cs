using System.Reflection;
using OnChipLearn.Compiler.Tests.Kernels;

namespace OnChipLearn.Compiler.Tests;

/// <summary>Every language feature gives the same results on the host and as machine code.</summary>
public sealed class ScalarFeatureTests
{
    public static TheoryData<string> Methods => [.. typeof(ScalarKernels).GetMethods(BindingFlags.Static | BindingFlags.Public).Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Methods))]
    public void HostAndPpuAgree(string name)
    {
        var ppu = PpuRun.Of(typeof(ScalarKernels), name);
        Array.Clear(ScalarKernels.Out);
        var expected = (int)typeof(ScalarKernels).GetMethod(name)!.Invoke(null, null)!;

        Assert.Null(ppu.TrapLine);
        if (ppu.Words("OnChipLearn.Compiler.Tests.Kernels.ScalarKernels.Out") is { Length: > 0 } words)
        {
            Assert.Equal(ScalarKernels.Out, words);
        }

        Assert.Equal(expected, ppu.ReturnCode);
    }
}
