using OnChipLearn.Analog;
using OnChipLearn.Board.Energy;
using OnChipLearn.Chip;

namespace OnChipLearn.Experiments.Energy;

/// <summary>The counters of a chip outside its processors' cores, as the energy model names them; they only grow.</summary>
public static class ChipActivity
{
    /// <summary>All counts since the chip was built, the host's configuration excepted. One conversion of a row is one per column and channel.</summary>
    public static ActivityCounts Read(HicannX chip)
    {
        const int ChannelsPerConversion = 2 * ArrayGeometry.Columns;
        ActivityCounts counts = default;
        for (var half = 0; half < ArrayGeometry.Hemispheres; half++)
        {
            var vectors = chip.VectorPort(half);
            var scalars = chip.DataPort(half);
            var analog = chip.Analog[half];
            counts[Activity.SynapseRowReads] += vectors.SynapseRowReads;
            counts[Activity.SynapseRowWrites] += vectors.SynapseRowWrites;
            counts[Activity.FpgaMemoryWordReads] += vectors.FpgaWordReads + scalars.FpgaWordReads;
            counts[Activity.FpgaMemoryWordWrites] += vectors.FpgaWordWrites + scalars.FpgaWordWrites;
            counts[Activity.OmnibusAccesses] += scalars.OmnibusAccesses;
            counts[Activity.CadcConversions] += chip.Cadcs[half].Conversions * ChannelsPerConversion;
            counts[Activity.DriverEvents] += analog.DriverEvents;
            counts[Activity.SynapticEvents] += analog.SynapticEvents;
            counts[Activity.NeuronSpikes] += analog.NeuronEvents;
        }

        var events = chip.Events.Statistics;
        counts[Activity.CrossbarEvents] = events.Copies;
        counts[Activity.LinkEventsToChip] = events.LinkReceived;
        counts[Activity.LinkEventsFromChip] = events.LinkSent;
        return counts;
    }
}
