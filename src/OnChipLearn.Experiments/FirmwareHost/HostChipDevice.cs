using OnChipLearn.Chip;
using OnChipLearn.Chip.Fpga;
using OnChipLearn.Device;
using OnChipLearn.Device.Host;
using PpuSim.AddressMap;

namespace OnChipLearn.Experiments.FirmwareHost;

/// <summary>
/// The chip as firmware on the host CLR sees it. Instructions take no time here; time passes while a processor looks in vain at something that
/// changes (record, queue), so a run needs no cycle model. Noise is a function of the trial number, so results do not depend on it.
/// </summary>
/// <param name="chip">The chip.</param>
/// <param name="index">Processor: 0 top, 1 bottom.</param>
/// <param name="yield">Lets the other processor run.</param>
/// <param name="progress">Tells that something was written.</param>
internal sealed class HostChipDevice(HicannX chip, int index, Action yield, Action progress) : IDevice
{
    // fine enough that hardly any time is lost, coarse enough that a trial takes few looks
    private const int IdleCycles = 1000;

    private readonly byte[] bytes = new byte[VectorB.Length];
    private readonly byte[] enabled = new byte[VectorB.Length];
    private readonly uint[] lastSequence = new uint[2];
    private readonly uint[] lastBegun = new uint[1];

    /// <summary>Characters of the mailbox.</summary>
    public List<byte> Mailbox { get; } = [];

    /// <summary>What it remembers from look to look.</summary>
    public object[] State => [lastSequence, lastBegun, Mailbox];

    public VectorB ReadVector(uint address)
    {
        chip.VectorPort(index).Read(address, bytes, chip.Now);
        return Sram.Load(bytes, 0);
    }

    public void WriteVector(uint address, VectorB value, VectorB enables)
    {
        Sram.Store(bytes, 0, value);
        Sram.Store(enabled, 0, enables);
        chip.VectorPort(index).Write(address, bytes, enabled, chip.Now);
        progress();
    }

    public uint ReadWord(uint byteAddress)
    {
        uint value = chip.DataPort(index).Read(byteAddress, chip.Now, out _);
        if (IsIdle(byteAddress, value))
        {
            chip.AdvanceTo(chip.Now + IdleCycles);
            yield();
        }

        return value;
    }

    public void WriteWord(uint byteAddress, uint value)
    {
        chip.DataPort(index).Write(byteAddress, value, 15, chip.Now);
        progress();
    }

    public uint TimeBase() => (uint)chip.Now;

    public void Wait() => yield();

    public void Poll() => yield();

    public void WriteMailbox(byte character) => Mailbox.Add(character);

    private bool IsIdle(uint byteAddress, uint value)
    {
        for (uint slot = 0; slot < 2; slot++)
        {
            if (byteAddress == TrialRecordMap.ScalarAddress(slot, TrialRecordMap.SequenceWord))
            {
                bool same = lastSequence[slot] == value;
                lastSequence[slot] = value;
                if (!same)
                {
                    progress();
                }

                return same;
            }
        }

        if (byteAddress == SamplePlayerMap.TrialsBegun)
        {
            bool same = lastBegun[0] == value;
            lastBegun[0] = value;
            return same;
        }

        return byteAddress == MemoryMap.OmnibusBase + ((index == 0 ? EventFifoMap.Top : EventFifoMap.Bottom) << 2) && value == EventFifoMap.Empty;
    }
}
