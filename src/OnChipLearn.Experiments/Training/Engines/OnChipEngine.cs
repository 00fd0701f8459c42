using OnChipLearn.Board.Energy;
using OnChipLearn.Experiments.FirmwareHost;
using OnChipLearn.Experiments.OnChip;
using PpuSim.Timing;

namespace OnChipLearn.Experiments.Training.Engines;

/// <summary>The closed learning loop on the simulated chip, cycle by cycle.</summary>
public sealed class OnChipEngine : ITrainingEngine
{
    private static readonly EngineOption Energy = new("energy", 1, "1 counts activity and reports energy, 0 saves the time that this takes");

    public string Name => "on-chip";

    public string Description => "EventProp as machine code on both simulated processors of a chip";

    public bool StateIsOfProcessors => true;

    public int DefaultEpochs => 10;

    public IReadOnlyList<EngineOption> Options => [Energy, .. FirmwareRules.Options];

    public ITrainingRun Start(TrainingRequest request, ulong seed)
    {
        var table = Energy.WholeIn(request, 0) == 0 ? null : request.EnergyTable is { } file ? EnergyTable.Load(file) : EnergyTable.Default;
        var setup = new FirmwareSetup(request, seed);
        return new FirmwareTrainingRun(setup, new OnChipRun(setup, CorePreset.HicannX.Core, table));
    }
}
