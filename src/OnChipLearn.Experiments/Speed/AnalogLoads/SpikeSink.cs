using OnChipLearn.Analog.Events;

namespace OnChipLearn.Experiments.Speed.AnalogLoads;

/// <summary>Counts spikes and sends them nowhere.</summary>
internal sealed class SpikeSink : ISpikeSink
{
    public long Spikes { get; private set; }

    public void OnSpike(in NeuronSpike spike) => Spikes++;
}
