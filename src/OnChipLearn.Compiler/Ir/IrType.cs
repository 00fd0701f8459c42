namespace OnChipLearn.Compiler.Ir;

/// <summary>What a value is on the machine.</summary>
internal enum IrType : byte
{
    /// <summary>No result.</summary>
    None,

    /// <summary>32 bits in a general purpose register: every integer, boolean and address.</summary>
    Word,

    /// <summary>128 bytes in a vector register.</summary>
    Vector,
}
