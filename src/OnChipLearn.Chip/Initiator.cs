namespace OnChipLearn.Chip;

/// <summary>Who writes to a simulated memory.</summary>
public enum Initiator
{
    /// <summary>The host, before the start or in tests.</summary>
    Host,

    /// <summary>The top PPU.</summary>
    TopProcessor,

    /// <summary>The bottom PPU.</summary>
    BottomProcessor,

    /// <summary>The FPGA's sample player.</summary>
    Player,

    /// <summary>The FPGA's recorder.</summary>
    Recorder,
}

/// <summary>Sees every write to simulated memory or registers of the chip and the FPGA; for proofs of who did what.</summary>
public interface IWriteObserver
{
    /// <summary>A write has happened.</summary>
    /// <param name="initiator">Who wrote.</param>
    /// <param name="region">Memory or register block.</param>
    /// <param name="address">Address inside the space that the region belongs to.</param>
    /// <param name="cycle">PPU cycle.</param>
    void OnWrite(Initiator initiator, MemoryRegion region, uint address, long cycle);
}

/// <summary>Where a write went.</summary>
public enum MemoryRegion
{
    /// <summary>FPGA block RAM or DRAM; byte address of the processors' scalar space.</summary>
    Fpga,

    /// <summary>Omnibus word address.</summary>
    Omnibus,

    /// <summary>Vector port address.</summary>
    VectorPort,

    /// <summary>Register of the sample player; byte address.</summary>
    PlayerRegister,
}
