using OnChipLearn.Analog.Events;

namespace OnChipLearn.Analog.Loops;

/// <summary>Where spikes leave the core: counters, sensors, and whoever listens.</summary>
internal sealed class SpikeExit(Hemisphere[] hemispheres, ISpikeSink sink)
{
    /// <summary>A spike leaves now, in the order of the cycles.</summary>
    public void Emit(in NeuronSpike spike)
    {
        Hemisphere hemisphere = hemispheres[spike.Hemisphere];
        hemisphere.NeuronEvents++;
        if (!hemisphere.SpikeOutput[spike.Column])
        {
            return;
        }

        hemisphere.Spikes++;
        hemisphere.Counters.Count(spike.Column);
        if (hemisphere.Correlation.Enabled)
        {
            hemisphere.Correlation.OnSpike(ArrayGeometry.LaneOf(spike.Column), spike.Cycle);
        }

        sink.OnSpike(spike);
    }
}
