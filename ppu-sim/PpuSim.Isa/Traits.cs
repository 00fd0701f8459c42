namespace PpuSim.Isa;

/// <summary>Properties of an instruction beside its registers.</summary>
[Flags]
public enum Traits : ushort
{
    None = 0,

    /// <summary>Bit 31 records the result in CR0.</summary>
    HasRc = 1,

    /// <summary>Bit 21 records overflow in XER.</summary>
    HasOe = 2,

    /// <summary>Writes XER.CA.</summary>
    SetsCarry = 4,

    /// <summary>Always records the result in CR0.</summary>
    SetsCr0 = 8,
    Load = 16,
    Store = 32,

    /// <summary>Writes the effective address back to RA.</summary>
    Update = 64,

    /// <summary>Obeys the vector condition in bits 30..31.</summary>
    Conditional = 128,
}
