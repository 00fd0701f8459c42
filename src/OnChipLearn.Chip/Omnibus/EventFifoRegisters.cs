using OnChipLearn.Chip.Events;

namespace OnChipLearn.Chip.Omnibus;

/// <summary>
/// Proposed event FIFO. Word 0 (read): next record; word 1: records waiting; word 2: records lost; word 3 (write): clear.
/// </summary>
internal sealed class EventFifoRegisters(HicannX chip, int processor) : IRegisterBlock
{
    private EventFifo Fifo => chip.Fifos[processor];

    public uint Read(uint offset) => offset switch
    {
        0 => Fifo.Read(),
        1 => (uint)Fifo.Count,
        2 => Fifo.Overflow,
        _ => 0,
    };

    public void Write(uint offset, uint value, int byteEnables)
    {
        if (offset == 3)
        {
            Fifo.Clear();
        }
    }
}
