using PpuSim.Timing;
using PpuSim.Translation;

namespace OnChipLearn.Experiments.Corpora;

/// <summary>
/// Runs corpus programs over and over without observer, to find the speed of a simulation. The caller brings the clock: this project has none.
/// </summary>
public sealed class CorpusSpeed
{
    /// <summary>Simulated cycles per second of CPU time of a Verilator simulation of the core with 8 slices, as measured for this project.</summary>
    public const double RtlCyclesPerSecond = 155_000;

    private readonly IReadOnlyList<CorpusProgram> _programs;
    private readonly IPpuCore[] _cores;
    private readonly byte[][] _contents;

    /// <param name="programs">Programs of the kind to measure.</param>
    /// <param name="engine">How to simulate.</param>
    public CorpusSpeed(IReadOnlyList<CorpusProgram> programs, CoreEngine engine = CoreEngine.Interpreter)
    {
        _programs = programs;
        _cores = [.. programs.Select(program => CorpusCore.Create(program, CorpusCore.Device(program), default(NoProbe), engine))];
        _contents = [.. _cores.Select(core => core.Sram.Bytes.ToArray())];
    }

    /// <summary>Simulates whole programs, in turn, until <paramref name="cycles"/> are reached.</summary>
    /// <returns>Cycles simulated.</returns>
    public long Run(long cycles)
    {
        var simulated = 0L;
        while (simulated < cycles)
        {
            for (var k = 0; k < _cores.Length && simulated < cycles; k++)
            {
                _contents[k].CopyTo(_cores[k].Sram.Bytes);
                _cores[k].Reset();
                CorpusCore.Run(_cores[k], _programs[k]);
                simulated += _cores[k].Cycle;
            }
        }

        return simulated;
    }
}
