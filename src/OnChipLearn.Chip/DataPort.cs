using OnChipLearn.Chip.Fpga;
using OnChipLearn.Chip.Omnibus;
using PpuSim.AddressMap;
using PpuSim.Machine;

namespace OnChipLearn.Chip;

/// <summary>Scalar and serial vector accesses of one processor outside its SRAM: FPGA memory, player registers, Omnibus (reference section 4.1).</summary>
public sealed class DataPort : IDataPort
{
    private readonly HicannX _chip;
    private readonly int _processor;
    private readonly OmnibusBlocks _omnibus;
    private readonly Initiator _initiator;

    internal DataPort(HicannX chip, int processor, OmnibusBlocks omnibus)
    {
        _chip = chip;
        _processor = processor;
        _omnibus = omnibus;
        _initiator = processor == 0 ? Initiator.TopProcessor : Initiator.BottomProcessor;
    }

    /// <summary>Chip cycle of the processor's cycle 0.</summary>
    public long Epoch { get; set; }

    /// <summary>Accesses since the start.</summary>
    public long Accesses { get; private set; }

    /// <summary>Transfers over the Omnibus since the start.</summary>
    public long OmnibusAccesses { get; private set; }

    /// <summary>Words read over the link from FPGA memory or the player's registers since the start.</summary>
    public long FpgaWordReads { get; private set; }

    /// <summary>Words written there.</summary>
    public long FpgaWordWrites { get; private set; }

    /// <summary>Accesses to addresses where nothing is; reads gave 0.</summary>
    public long Unmapped { get; private set; }

    /// <inheritdoc/>
    public int AcceptDelay(uint address, bool write, long cycle) => IsFpga(address) ? _chip.VectorPort(_processor).LinkDelay(cycle + Epoch) : 0;

    /// <inheritdoc/>
    public uint Read(uint address, long cycle, out int latency)
    {
        Accesses++;
        if (IsFpga(address) ? cycle + Epoch >= _chip.QuietUntil : !IsShared(address))
        {
            _chip.CatchUp(cycle + Epoch);
        }

        if (!IsFpga(address))
        {
            OmnibusAccesses++;
            latency = _chip.Configuration.Timing.Ports.Omnibus;
            uint word = (address - MemoryMap.OmnibusBase) / 4;
            if (!_omnibus.Contains(word))
            {
                Unmapped++;
                return 0;
            }

            return _omnibus.Read(word);
        }

        FpgaWordReads++;
        latency = _chip.Configuration.Timing.Ports.FpgaWordLoad;
        if (address >= SamplePlayerMap.Base && address < SamplePlayerMap.Base + SamplePlayerMap.Bytes)
        {
            return address switch
            {
                SamplePlayerMap.TrialsBegun => (uint)_chip.Player.TrialsBegun,
                SamplePlayerMap.MissedDeadlines => (uint)_chip.Player.MissedDeadlines,
                SamplePlayerMap.RecordsCompleted => (uint)_chip.Recorder.Completed,
                SamplePlayerMap.SampleCount => (uint)_chip.Player.SampleCount,
                _ => 0,
            };
        }

        if (!FpgaMemory.Contains(address))
        {
            Unmapped++;
        }

        return _chip.Memory.ReadWord(address);
    }

    /// <inheritdoc/>
    public int Write(uint address, uint value, int byteEnables, long cycle)
    {
        Accesses++;
        if (IsFpga(address) || !IsShared(address))
        {
            _chip.CatchUp(cycle + Epoch);
        }

        if (!IsFpga(address))
        {
            OmnibusAccesses++;
            uint word = (address - MemoryMap.OmnibusBase) / 4;
            _chip.Observer?.OnWrite(_initiator, MemoryRegion.Omnibus, word, cycle + Epoch);
            if (_omnibus.Contains(word))
            {
                _omnibus.Write(word, value, byteEnables);
            }
            else
            {
                Unmapped++;
            }

            return _chip.Configuration.Timing.Ports.Omnibus;
        }

        FpgaWordWrites++;
        if (address == SamplePlayerMap.Request)
        {
            _chip.Observer?.OnWrite(_initiator, MemoryRegion.PlayerRegister, address, _chip.Now);
            _chip.RequestSample(value);
        }
        else if (address < SamplePlayerMap.Base || address >= SamplePlayerMap.Base + SamplePlayerMap.Bytes)
        {
            _chip.Observer?.OnWrite(_initiator, MemoryRegion.Fpga, address, _chip.Now);
            if (FpgaMemory.Contains(address))
            {
                _chip.Memory.WriteWord(address, value, byteEnables);
            }
            else
            {
                Unmapped++;
            }
        }

        return _chip.Configuration.Timing.Ports.FpgaWordStore;
    }

    // Words of the processors between them: the rest of the chip need not be there.
    private bool IsShared(uint address)
    {
        uint word = (address - MemoryMap.OmnibusBase) / 4;
        uint hemisphere = word / OmnibusMap.Hemisphere & 1;
        uint sram = word - OmnibusMap.ProcessorSram - (hemisphere * OmnibusMap.Hemisphere);
        return sram < MemoryMap.SramBytes / 4 && _chip.Processors[hemisphere] is { } processor && processor.IsShared(sram * 4);
    }

    private static bool IsFpga(uint address) => address < MemoryMap.OmnibusBase;
}
