using System.Runtime.Loader;
using CsCheck;
using OnChipLearn.Device.Host;

namespace OnChipLearn.Compiler.Tests;

/// <summary>Random programs over the vocabulary give the same hash on the host and as machine code; a failure is shrunk to a small one.</summary>
public sealed class RandomProgramTests
{
    private const int PerAssembly = 20;

    // Enough to move instructions and rename registers; more would only take time.
    private const int Trials = 24;
    private static readonly bool Full = Environment.GetEnvironmentVariable("ONCHIPLEARN_FULL") == "1";

    [Fact]
    public void HostAndPpuAgree()
    {
        var genes = Gen.Int.Array[4, 250];
        genes.Array[PerAssembly].Sample(Agree, iter: Full ? 10_000 / PerAssembly : 8, threads: 1);
    }

    private static void Agree(int[][] programs)
    {
        var name = $"RandomPrograms{Guid.NewGuid():N}";
        var path = Path.Combine(AppContext.BaseDirectory, name + ".dll");
        RandomProgram.Save(programs, path);
        var context = new AssemblyLoadContext(name, isCollectible: true);
        try
        {
            var assembly = context.LoadFromStream(new MemoryStream(File.ReadAllBytes(path)));
            for (var i = 0; i < programs.Length; i++)
            {
                // The accumulator and the condition register start as after reset.
                int expected;
                using (DeviceContext.Enter(DeviceContext.Device, new VectorRegisters()))
                {
                    expected = (int)assembly.GetType($"Program{i}")!.GetMethod("Run")!.Invoke(null, null)!;
                }

                var program = FirmwareCompiler.Compile(new CompilerOptions { AssemblyPath = path, TypeName = $"Program{i}", MethodName = "Run", Verify = true, ScheduleTrials = Trials });
                var ppu = PpuRun.Of(program);
                Assert.Null(ppu.TrapLine);
                Assert.Equal((i, expected), (i, ppu.ReturnCode));
            }
        }
        finally
        {
            context.Unload();
            File.Delete(path);
        }
    }
}
