using PpuSim.Machine;
using PpuSim.Timing;

namespace PpuSim.Translation;

/// <summary>How a core is simulated. Results and cycles are the same.</summary>
public enum CoreEngine
{
    Interpreter,
    Translator,
}

/// <summary>Makes cores.</summary>
public static class CoreFactory
{
    /// <summary>A core with an observer.</summary>
    public static IPpuCore Create<TProbe>(
        CoreEngine engine, CoreParameters parameters, ScalarState state, VectorState vectorState, Sram sram, CorePorts ports, TProbe probe = default,
        RegionCompilation compilation = RegionCompilation.AtOnce)
        where TProbe : struct, IProbe => engine == CoreEngine.Interpreter
            ? new PpuCore<TProbe>(parameters, state, vectorState, sram, ports, probe)
            : new TranslatedCore<TProbe, NoProbe>(parameters, state, vectorState, sram, ports, probe, default) { Compilation = compilation };

    /// <summary>A core with an observer and another one that only counts.</summary>
    public static IPpuCore Create<TProbe, TCounter>(
        CoreEngine engine, CoreParameters parameters, ScalarState state, VectorState vectorState, Sram sram, CorePorts ports, TProbe probe, TCounter counter,
        RegionCompilation compilation = RegionCompilation.AtOnce)
        where TProbe : struct, IProbe
        where TCounter : struct, ICountingProbe => engine == CoreEngine.Interpreter
            ? new PpuCore<ProbePair<TCounter, TProbe>>(parameters, state, vectorState, sram, ports, new ProbePair<TCounter, TProbe>(counter, probe))
            : new TranslatedCore<TProbe, TCounter>(parameters, state, vectorState, sram, ports, probe, counter) { Compilation = compilation };
}
