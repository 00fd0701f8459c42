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
    public static IPpuCore Create<TProbe>(
        CoreEngine engine, CoreParameters parameters, ScalarState state, VectorState vectorState, Sram sram, CorePorts ports, TProbe probe = default)
        where TProbe : struct, IProbe => engine == CoreEngine.Interpreter
            ? new PpuCore<TProbe>(parameters, state, vectorState, sram, ports, probe)
            : new TranslatedCore<TProbe>(parameters, state, vectorState, sram, ports, probe);
}
