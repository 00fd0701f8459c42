using OnChipLearn.Analog;
using OnChipLearn.Analog.Synapses;

namespace OnChipLearn.Chip.Omnibus;

/// <summary>
/// Synapse driver SRAM, four words per driver of 16 bits. Word 0: utilization[3:0], offset[7:4], hagen[8], row_address_compare_mask[13:9],
/// en_address_out[14], en_receiver[15]. Word 1: recovery[3:0], exc_bottom[4], exc_top[5], inh_bottom[6], inh_top[7], hagen_dac_offset[13:8].
/// Word 2: select_target_voltages[0], en_readout[1], en_renewing[2], hagen_modulation[3], en_stp[4], charge_sharing[6], recovery[7].
/// </summary>
internal sealed class DriverRegisters(HicannX chip, int hemisphere) : IRegisterBlock
{
    private readonly ushort[] _words = new ushort[4 * ArrayGeometry.Drivers];

    public uint Read(uint offset) => _words[offset];

    public void Write(uint offset, uint value, int byteEnables)
    {
        _words[offset] = (ushort)value;
        int driver = (int)offset / 4;
        uint w0 = _words[4 * driver];
        uint w1 = _words[(4 * driver) + 1];
        uint w2 = _words[(4 * driver) + 2];
        chip.Analog[hemisphere].Drivers[driver] = new DriverSettings
        {
            RowSelectMask = (byte)(w0 >> 9 & 31),
            Receives = (w0 >> 14 & 3) == 3,
            Hagen = (w0 >> 8 & 1) != 0,
            BottomRow = (RowMode)((w1 >> 4 & 1) | (w1 >> 5 & 2)),
            TopRow = (RowMode)((w1 >> 5 & 1) | (w1 >> 6 & 2)),
            Plasticity = new ShortTermPlasticity
            {
                Enabled = (w2 >> 4 & 1) != 0,
                Facilitates = (w2 >> 2 & 1) != 0,
                SlowRecovery = (w2 >> 7 & 1) != 0,
                Utilization = (byte)(w0 & 15),
                Offset = (byte)(w0 >> 4 & 15),
                Recovery = (byte)(w1 & 15),
            },
        };
    }
}
