using PpuSim.Timing;

namespace OnChipLearn.Experiments.Corpora;

/// <summary>
/// Runs corpus programs over and over without observer, to find the speed of a simulation. The caller brings the clock: this project has none.
/// </summary>
public static class CorpusSpeed
{
    /// <summary>Simulated cycles per second of CPU time of a Verilator simulation of the core with 8 slices, as measured for this project.</summary>
    public const double RtlCyclesPerSecond = 155_000;

    /// <summary>Simulates whole programs, in turn, until <paramref name="cycles"/> are reached.</summary>
    /// <param name="programs">Programs of the kind to measure.</param>
    /// <param name="cycles">At least this many cycles are simulated.</param>
    /// <returns>Cycles simulated.</returns>
    public static long Run(IReadOnlyList<CorpusProgram> programs, long cycles)
    {
        var cores = programs.Select(program => CorpusCore.Create(program, CorpusCore.Device(program), default(NoProbe))).ToArray();
        var contents = cores.Select(core => core.Sram.Bytes.ToArray()).ToArray();
        var simulated = 0L;
        while (simulated < cycles)
        {
            for (var k = 0; k < cores.Length && simulated < cycles; k++)
            {
                contents[k].CopyTo(cores[k].Sram.Bytes);
                cores[k].Reset();
                CorpusCore.Run(cores[k], programs[k]);
                simulated += cores[k].Cycle;
            }
        }

        return simulated;
    }
}
