using OnChipLearn.Chip.Events;

namespace OnChipLearn.Chip.Omnibus;

/// <summary>
/// Crossbar output configuration, background sources, nodes, drop counters, event counters (reference section 4.7). Writing a counter clears it.
/// </summary>
internal sealed class CrossbarRegisters(HicannX chip) : IRegisterBlock
{
    private const uint FirstSource = 1;
    private const uint FirstNode = 0x19;
    private const uint FirstDropCounter = 0x65;
    private const uint FirstEventCounter = 0x79;
    private readonly uint[] _words = new uint[FirstDropCounter];

    public uint Read(uint offset) => offset switch
    {
        < FirstDropCounter => _words[offset],
        < FirstEventCounter => chip.Events.Crossbar.Drops((int)(offset - FirstDropCounter)),
        _ => chip.Events.Crossbar.Events((int)(offset - FirstEventCounter)),
    };

    public void Write(uint offset, uint value, int byteEnables)
    {
        if (offset < FirstDropCounter)
        {
            _words[offset] = value;
        }

        switch (offset)
        {
            case 0:
                chip.Events.Crossbar.CountingOutputs = value >> 4 & 0xFFF;
                break;
            case < FirstNode:
                WriteSource((int)(offset - FirstSource) / 3, (int)(offset - FirstSource) % 3, value);
                break;
            case < FirstDropCounter:
                chip.Events.Crossbar.SetNode((int)(offset - FirstNode), (int)(value & 0x3FFF), (int)(value >> 16 & 0x3FFF), value >> 31 != 0);
                break;
            case < FirstEventCounter:
                chip.Events.Crossbar.ClearDrops((int)(offset - FirstDropCounter));
                break;
            default:
                chip.Events.Crossbar.ClearEvents((int)(offset - FirstEventCounter));
                break;
        }
    }

    // Word 0: enable[0], enable_random[1], period[31:16]; word 1: seed; word 2: mask[7:0], rate[15:8], neuron_label[29:16].
    private void WriteSource(int source, int word, uint value)
    {
        BackgroundSource background = chip.Background[source];
        switch (word)
        {
            case 0:
                chip.ControlBackground(source, (value & 1) != 0, (value & 2) != 0, (int)(value >> 16));
                break;
            case 1:
                background.Seed = value;
                break;
            default:
                background.Mask = (byte)value;
                background.Rate = (byte)(value >> 8);
                background.Label = (ushort)(value >> 16 & 0x3FFF);
                break;
        }
    }
}
