using OnChipLearn.SystemTests.Qemu;
using PpuSim.Machine;
using PpuSim.Timing;

namespace PpuSim.Translation.Tests;

/// <summary>Interpreter and translator agree in every event, cycle and byte on random programs, also when they are stopped on the way and run again.</summary>
public sealed class RandomProgramTests
{
    private const long Limit = 200_000;
    private const int Repetitions = 4;
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("ONCHIPLEARN_FULL") == "1";

    // Programs of each kind: first seed of every part.
    private static readonly int ProgramsPerPart = IsFull ? 200 : 20;
    private static readonly int Parts = IsFull ? 50 : 2;

    public static IEnumerable<TheoryDataRow<int>> FirstSeeds => Enumerable.Range(0, Parts).Select(part => new TheoryDataRow<int>(part * ProgramsPerPart));

    // Making code takes most of the time: of ten thousand programs, each is compiled by one translator.
    private static Compilers Compiling(int seed) => IsFull ? (Compilers)(1 << seed / 3 % 3) : Compilers.All;

    private static readonly CoreParameters[] Configurations =
    [
        new(), new() { BranchCacheEntries = 4, DataMemoryLatency = 3 }, new() { BranchCacheEntries = 0, DataMemoryLatency = 2, VectorPortFirst = true },
        new() { SharedFetchPort = true, SerialPortLatency = 5 }, new() { Slices = 1, DataMemoryLatency = 5 },
    ];

    [Theory]
    [MemberData(nameof(FirstSeeds))]
    public void ScalarProgramsAgree(int firstSeed)
    {
        for (var seed = firstSeed; seed < firstSeed + ProgramsPerPart; seed++)
        {
            var quirks = seed % 3 == 1 ? Quirks.All & ~Quirks.UnalignedAccessTraps : seed % 3 == 2 ? Quirks.None : Quirks.All;
            Run(seed, new Twins(new RandomScalarProgram(seed, architectural: seed % 2 == 0).Memory, Configurations[seed % Configurations.Length], quirks, Compiling(seed)));
        }
    }

    [Theory]
    [MemberData(nameof(FirstSeeds))]
    public void VectorProgramsAgree(int firstSeed)
    {
        for (var seed = firstSeed; seed < firstSeed + ProgramsPerPart; seed++)
        {
            Run(seed, new Twins(new RandomVectorProgram(seed).Memory, Configurations[seed % Configurations.Length], compilers: Compiling(seed)));
        }
    }

    // Stopped at random cycles the first time, then once more from reset, with everything recorded.
    private static void Run(int seed, Twins twins)
    {
        var random = new Random(seed);
        for (var cycle = random.Next(1, 300); cycle < 1500; cycle += random.Next(1, 300))
        {
            twins.RunUntil(cycle);
        }

        twins.RunUntilSleep(Limit);
        for (var run = 0; run < Repetitions; run++)
        {
            twins.Load();
            twins.RunUntilSleep(Limit);
        }

        var cycles = twins.Interpreter.Cycle;
        Assert.True(twins.Translator.ReplayedCycles > cycles / 4, $"seed {seed}: only {twins.Translator.ReplayedCycles} of {cycles} cycles replayed");
        Assert.True(twins.CompiledStates > 0, $"seed {seed}: nothing compiled");
    }
}
