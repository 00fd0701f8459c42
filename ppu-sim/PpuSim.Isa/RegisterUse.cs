namespace PpuSim.Isa;

/// <summary>
/// General purpose registers by instruction field: First = bits 6..10, Second = bits 11..15, Third = bits 16..20 (bit 0 = most significant).
/// </summary>
[Flags]
public enum RegisterUse : byte
{
    None = 0,
    ReadsFirst = 1,
    ReadsSecond = 2,

    /// <summary>Read unless the field is 0, which stands for the constant 0.</summary>
    ReadsSecondUnlessZero = 4,
    ReadsThird = 8,
    WritesFirst = 16,
    WritesSecond = 32,
}
