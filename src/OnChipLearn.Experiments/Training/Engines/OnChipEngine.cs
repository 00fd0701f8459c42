using OnChipLearn.Experiments.OnChip;
using PpuSim.Timing;

namespace OnChipLearn.Experiments.Training.Engines;

/// <summary>The closed learning loop on the simulated chip, cycle by cycle.</summary>
public sealed class OnChipEngine : ITrainingEngine
{
    public string Name => "on-chip";

    public string Description => "EventProp as machine code on both simulated processors of a chip";

    public int DefaultEpochs => 10;

    public IReadOnlyList<EngineOption> Options => [];

    public ITrainingRun Start(TrainingRequest request, ulong seed)
    {
        var setup = new FirmwareSetup(request, seed);
        return new FirmwareTrainingRun(setup, new OnChipRun(setup, CorePreset.HicannX.Core));
    }
}
