using OnChipLearn.Analog;
using PpuSim.AddressMap;

namespace OnChipLearn.Chip.Omnibus;

/// <summary>
/// What answers at which word of the on-chip Omnibus (<see cref="OmnibusMap"/>). Blocks that no learning program needs only keep what is written
/// (reference section 4.7); their addresses stand here.
/// </summary>
internal sealed class OmnibusBlocks
{
    private readonly List<(uint First, uint Last, IRegisterBlock Block)> _ranges = [];

    public OmnibusBlocks(HicannX chip)
    {
        Add(0x0000_0000, 2, new StoredRegisters(2));
        Add(0x0004_0000, 0x100, new StoredRegisters(0x100));
        Add(0x0008_0000, 0x100, new StoredRegisters(0x100));
        Add(0x000A_0000, 0x100, new StoredRegisters(0x100));
        Add(0x000C_0000, 0x100, new StoredRegisters(0x100));
        Add(0x0010_0000, 0x100, new StoredRegisters(0x100));
        for (int h = 0; h < ArrayGeometry.Hemispheres; h++)
        {
            uint half = (uint)h * OmnibusMap.Block;
            Add(OmnibusMap.PadiEventTop + half, 2, new PadiRegisters(chip, h));
            Add(OmnibusMap.SynapseDriver + half, 4 * ArrayGeometry.Drivers, new DriverRegisters(chip, h));
            Add(EventFifoMap.Top + half, 4, new EventFifoRegisters(chip, h));
            uint hemisphere = (uint)h * OmnibusMap.Hemisphere;
            Add(0x0200_0000 + hemisphere, 3, new StoredRegisters(3));
            Add(0x0220_0000 + hemisphere, 4, new StoredRegisters(4));
            Add(OmnibusMap.CadcOffset + hemisphere, 0x1000, new CadcOffsetRegisters(chip, h));
            Add(0x0240_1000 + hemisphere, 1, new StoredRegisters(1));
            Add(OmnibusMap.ProcessorSram + hemisphere, MemoryMap.SramBytes / 4, new ProcessorMemoryRegisters(chip, h));
            Add(OmnibusMap.ProcessorControl + hemisphere, 2, new ProcessorControlRegisters(chip, h));
            Add(OmnibusMap.SynapseArray + hemisphere, OmnibusMap.BufferedArray, new SynapseRegisters(chip, h, false));
            Add(OmnibusMap.SynapseArray + OmnibusMap.BufferedArray + hemisphere, 0x10_0000, new SynapseRegisters(chip, h, true));
        }

        for (int east = 0; east < 2; east++)
        {
            uint block = (uint)east * OmnibusMap.Block;
            Add(OmnibusMap.NeuronResetWest + block, 0x400, new NeuronTriggerRegisters(chip, east, NeuronTrigger.Reset));
            Add(OmnibusMap.BlockPostPulseWest + block, 0x400, new NeuronTriggerRegisters(chip, east, NeuronTrigger.BlockPostPulse));
            Add(OmnibusMap.SpikeCounterWest + block, 0x400, new SpikeCounterRegisters(chip, east));
            Add(OmnibusMap.SpikeCounterResetWest + block, 0x400, new NeuronTriggerRegisters(chip, east, NeuronTrigger.CounterReset));
            Add(OmnibusMap.NeuronBackendWest + block, 0x400, new NeuronBackendRegisters(chip, east));
            Add(0x001A_1800 + block, 2, new StoredRegisters(2));
        }

        Add(OmnibusMap.Crossbar, 0x85, new CrossbarRegisters(chip));
        for (uint quadrant = 0; quadrant < 4; quadrant++)
        {
            Add(0x0014_0000 + (quadrant * OmnibusMap.Block), 0x5000, new StoredRegisters(0x5000));
            Add(0x0016_0000 + (quadrant * OmnibusMap.Block), 0x1000, new StoredRegisters(0x1000));
        }

        _ranges.Sort((a, b) => a.First.CompareTo(b.First));
    }

    public bool Contains(uint word) => Find(word) >= 0;

    public uint Read(uint word)
    {
        int k = Find(word);
        return k < 0 ? 0 : _ranges[k].Block.Read(word - _ranges[k].First);
    }

    public void Write(uint word, uint value, int byteEnables)
    {
        int k = Find(word);
        if (k >= 0)
        {
            _ranges[k].Block.Write(word - _ranges[k].First, value, byteEnables);
        }
    }

    private void Add(uint first, uint words, IRegisterBlock block) => _ranges.Add((first, first + words - 1, block));

    private int Find(uint word)
    {
        int low = 0;
        int high = _ranges.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            (uint first, uint last, _) = _ranges[middle];
            if (word < first)
            {
                high = middle - 1;
            }
            else if (word > last)
            {
                low = middle + 1;
            }
            else
            {
                return middle;
            }
        }

        return -1;
    }
}
