using OnChipLearn.Chip.Configuration;

namespace OnChipLearn.Chip.Events;

/// <summary>One direction of the event link between chip and FPGA: bounded rate, bounded queue.</summary>
internal sealed class LinkDirection(ChipTiming timing, int latency)
{
    private long _free;

    /// <summary>Sends an event at <paramref name="cycle"/>; returns its arrival, or -1 if it is dropped.</summary>
    public long Send(long cycle)
    {
        long start = Math.Max(cycle, _free);
        if (start - cycle > (long)timing.LinkDepth * timing.LinkInterval)
        {
            return -1;
        }

        _free = start + timing.LinkInterval;
        return start + latency;
    }
}
