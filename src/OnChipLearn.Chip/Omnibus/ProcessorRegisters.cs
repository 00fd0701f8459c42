namespace OnChipLearn.Chip.Omnibus;

/// <summary>SRAM of a processor as others see it; zero while no processor is attached.</summary>
internal sealed class ProcessorMemoryRegisters(HicannX chip, int processor) : IRegisterBlock
{
    public uint Read(uint offset) => chip.Processors[processor]?.ReadSram(offset * 4) ?? 0;

    public void Write(uint offset, uint value, int byteEnables) => chip.Processors[processor]?.WriteSram(offset * 4, value, byteEnables);
}

/// <summary>
/// Control word 0: inhibit_reset[0], force_clock_on[1], force_clock_off[2], cache_controller_enable[3]; a rise of bit 0 releases reset.
/// Status word 1: sleep[0].
/// </summary>
internal sealed class ProcessorControlRegisters(HicannX chip, int processor) : IRegisterBlock
{
    private uint _control;

    public uint Read(uint offset) => offset == 0 ? _control : chip.Processors[processor] is { IsAsleep: true } ? 1u : 0u;

    public void Write(uint offset, uint value, int byteEnables)
    {
        if (offset != 0)
        {
            return;
        }

        bool released = (_control & 1) == 0 && (value & 1) != 0;
        _control = value & 15;
        if (released)
        {
            chip.DataPort(processor).Epoch = chip.Now;
            chip.VectorPort(processor).Epoch = chip.Now;
            chip.Processors[processor]?.Release();
        }
    }
}
