using OnChipLearn.Board.Energy;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Experiments.OnChip;
using PpuSim.Translation;

namespace OnChipLearn.Experiments.Training.Engines;

/// <summary>The closed learning loop on the simulated chip, cycle by cycle.</summary>
public sealed class OnChipEngine : ITrainingEngine
{
    private static readonly EngineOption Energy = new("energy", 1, "1 counts activity and reports energy, 0 saves the time that this takes");

    private static readonly EngineOption Omnibus = new("omnibus-cycles", PortTiming.OmnibusCycles, "latency of an Omnibus word");
    private static readonly EngineOption VectorLoad = new("fpga-vector-load-cycles", PortTiming.FpgaVectorLoadCycles, "a vector load from FPGA memory, as a program measures it");
    private static readonly EngineOption SharedFetch = new("shared-fetch-port", 0, "1: fetch and data share one SRAM port");

    private static readonly EngineOption Translated = new("translated", 1, "1 replays recurring states of the processors, 0 interprets every cycle; the same results, later");

    private static readonly EngineOption Threads = new(
        "threads", 2, "2 simulates the analog core and compiles translated code beside the processors, if the machine has two cores; 1 does not; the same results");

    public string Name => "on-chip";

    public string Description => "EventProp as machine code on both simulated processors of a chip";

    public bool StateIsOfProcessors => true;

    public int DefaultEpochs => 10;

    public IReadOnlyList<EngineOption> Options => [Energy, Omnibus, VectorLoad, SharedFetch, Translated, Threads, .. FirmwareRules.Options];

    public ITrainingRun Start(TrainingRequest request, ulong seed)
    {
        var table = Energy.WholeIn(request, 0) == 0 ? null : request.EnergyTable is { } file ? EnergyTable.Load(file) : EnergyTable.Default;
        var engine = Translated.WholeIn(request, 0) == 0 ? CoreEngine.Interpreter : CoreEngine.Translator;
        var threads = Math.Min(Threads.WholeIn(request, 1), Environment.ProcessorCount);
        var timing = PortTiming.With(Omnibus.WholeIn(request, 1), VectorLoad.WholeIn(request, PortTiming.LeastVectorLoadCycles));
        var setup = new FirmwareSetup(request, seed, timing);
        return new FirmwareTrainingRun(setup, new OnChipRun(setup, PortTiming.Core(SharedFetch.WholeIn(request, 0) != 0), table, engine: engine, threads: threads));
    }
}
