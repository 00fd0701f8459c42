namespace OnChipLearn.Compiler.Ir;

/// <summary>What a load or store moves; narrow loads extend to 32 bits, with sign where the name says so.</summary>
internal enum Width : byte
{
    SignedByte,
    Byte,
    SignedHalfword,
    Halfword,
    Word,
    Vector,
}

internal static class WidthSizes
{
    /// <summary>Size in bytes; also the natural alignment.</summary>
    public static int Bytes(this Width width) => width switch
    {
        Width.SignedByte or Width.Byte => 1,
        Width.SignedHalfword or Width.Halfword => 2,
        Width.Word => 4,
        _ => 128,
    };

    public static IrType Type(this Width width) => width == Width.Vector ? IrType.Vector : IrType.Word;
}
