namespace OnChipLearn.Chip.Omnibus;

/// <summary>
/// PADI event trigger and common bus configuration. Word 0 (write triggers): fire_bus[3:0], event_address[21:16], row_select_address[26:22].
/// Word 1: enable_spl1[3:0], enable_extended_timing[7:4], dacen_pulse_extension 4 x 4 bit [31:16].
/// </summary>
internal sealed class PadiRegisters(HicannX chip, int hemisphere) : IRegisterBlock
{
    private uint _event;
    private uint _common = 15;

    public uint Read(uint offset) => offset == 0 ? _event : _common;

    public void Write(uint offset, uint value, int byteEnables)
    {
        if (offset == 0)
        {
            _event = value;
            chip.Events.Trigger(hemisphere, value & 15, (byte)(value >> 16 & 63), (byte)(value >> 22 & 31), chip.Now);
            return;
        }

        _common = value;
        chip.Events.BusTakesCrossbar[hemisphere] = value & 15;
        for (int bus = 0; bus < Analog.ArrayGeometry.Buses; bus++)
        {
            chip.Analog[hemisphere].Drivers.SetPulseExtension(bus, (int)(value >> (16 + (4 * bus)) & 15));
        }
    }
}
