using System.Buffers.Binary;
using System.Reflection;
using OnChipLearn.Compiler.Tests.Kernels;

namespace OnChipLearn.Compiler.Tests;

/// <summary>Every vector instruction and every way to use vectors gives the same results on the host, without allocating, and as machine code.</summary>
public sealed class VectorTests
{
    public static TheoryData<string> Instructions => Methods(typeof(VectorKernels));

    public static TheoryData<string> Programs => Methods(typeof(VectorPrograms));

    [Theory]
    [MemberData(nameof(Instructions))]
    public void InstructionsAgree(string name) => Compare(typeof(VectorKernels), name, VectorKernels.OutH, VectorKernels.OutB);

    [Theory]
    [MemberData(nameof(Programs))]
    public void ProgramsAgree(string name) => Compare(typeof(VectorPrograms), name, VectorPrograms.OutH, []);

    private static TheoryData<string> Methods(Type type) => [.. type.GetMethods(BindingFlags.Static | BindingFlags.Public).Select(method => method.Name)];

    private static void Compare(Type type, string name, short[] halfwords, byte[] bytes)
    {
        var ppu = PpuRun.Of(type, name);
        Array.Clear(halfwords);
        Array.Clear(bytes);
        var host = type.GetMethod(name)!.CreateDelegate<Action>();
        host();

        Assert.Null(ppu.TrapLine);
        var expected = new byte[halfwords.Length * 2];
        for (var i = 0; i < halfwords.Length; i++)
        {
            BinaryPrimitives.WriteInt16BigEndian(expected.AsSpan(2 * i), halfwords[i]);
        }

        var found = ppu.Bytes($"{type.FullName}.OutH");
        Assert.True(found.Length > 0 || ppu.Bytes($"{type.FullName}.OutB").Length > 0);
        if (found.Length > 0)
        {
            Assert.Equal(expected, found);
        }

        if (ppu.Bytes($"{type.FullName}.OutB") is { Length: > 0 } foundBytes)
        {
            Assert.Equal(bytes, foundBytes);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        host();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
