using OnChipLearn.Compiler.Tests.Kernels;

namespace OnChipLearn.Compiler.Tests;

/// <summary>A damaged assembly gives an error, never a crash or an endless compilation.</summary>
public sealed class MutationTests
{
    private static readonly bool Full = Environment.GetEnvironmentVariable("ONCHIPLEARN_FULL") == "1";

    [Fact]
    public void DamagedAssembliesGiveAnError()
    {
        var original = File.ReadAllBytes(typeof(MutationTests).Assembly.Location);
        var path = Path.Combine(AppContext.BaseDirectory, $"Mutated{Guid.NewGuid():N}.dll");
        var state = 12345u;
        var (refused, compiled) = (0, 0);
        try
        {
            for (var i = 0; i < (Full ? 1000 : 60); i++)
            {
                var bytes = (byte[])original.Clone();
                for (var change = 0; change <= i % 4; change++)
                {
                    state = state * 1664525 + 1013904223;

                    // Headers and metadata are a small part of the file; half of the changes go to its first fifth.
                    var at = (int)(state % (uint)(i % 2 == 0 ? bytes.Length : bytes.Length / 5));
                    bytes[at] ^= (byte)(1 << (int)(state >> 29));
                }

                File.WriteAllBytes(path, i % 10 == 9 ? bytes[..(int)(state % (uint)bytes.Length)] : bytes);
                try
                {
                    FirmwareCompiler.Compile(new CompilerOptions { AssemblyPath = path, TypeName = nameof(ScalarKernels), MethodName = nameof(ScalarKernels.Structs) });
                    compiled++;
                }
                catch (CompilationException)
                {
                    refused++;
                }
            }
        }
        finally
        {
            File.Delete(path);
        }

        Assert.True(refused > 0 && compiled > 0);
    }
}
