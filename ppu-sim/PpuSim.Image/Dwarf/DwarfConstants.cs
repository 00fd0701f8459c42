namespace PpuSim.Image.Dwarf;

/// <summary>Numbers of the DWARF format, versions 2 to 5, that reader and writer share.</summary>
internal static class DwarfConstants
{
    /// <summary>Version that the writer produces.</summary>
    public const int Version = 4;

    // Standard opcodes of the line program.
    public const int Copy = 1;
    public const int AdvancePc = 2;
    public const int AdvanceLine = 3;
    public const int SetFile = 4;
    public const int SetColumn = 5;
    public const int ConstAddPc = 8;
    public const int FixedAdvancePc = 9;

    // Extended opcodes.
    public const int EndSequence = 1;
    public const int SetAddress = 2;
    public const int DefineFile = 3;

    // Entry formats of version 5.
    public const uint ContentPath = 1;
    public const uint ContentDirectory = 2;

    // Attribute forms.
    public const uint FormAddress = 0x01;
    public const uint FormData2 = 0x05;
    public const uint FormData4 = 0x06;
    public const uint FormData8 = 0x07;
    public const uint FormText = 0x08;
    public const uint FormBlock = 0x09;
    public const uint FormData1 = 0x0b;
    public const uint FormTextOffset = 0x0e;
    public const uint FormUnsigned = 0x0f;
    public const uint FormSectionOffset = 0x17;
    public const uint FormFlagPresent = 0x19;
    public const uint FormData16 = 0x1e;
    public const uint FormLineTextOffset = 0x1f;

    /// <summary>Operand counts of the standard opcodes 1 to 12.</summary>
    public static ReadOnlySpan<byte> StandardOperands => [0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1];
}
