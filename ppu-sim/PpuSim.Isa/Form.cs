namespace PpuSim.Isa;

/// <summary>Encoding forms of the Power ISA that the core knows, and the form of the vector extension.</summary>
public enum Form : byte
{
    I,
    B,
    D,
    M,
    X,
    XO,
    XL,
    XFX,

    /// <summary>Opcode 4: VRT 6..10, VRA 11..15, VRB 16..20, XO 21..29, condition or pack size 30..31 (bit 0 = most significant).</summary>
    Vector,
}
