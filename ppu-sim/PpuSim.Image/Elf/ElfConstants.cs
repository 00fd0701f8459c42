namespace PpuSim.Image.Elf;

/// <summary>Sizes and numbers of the ELF32 format that reader and writer share (System V ABI, PowerPC supplement).</summary>
internal static class ElfConstants
{
    public const int HeaderSize = 52;
    public const int ProgramHeaderSize = 32;
    public const int SectionHeaderSize = 40;
    public const int SymbolSize = 16;

    public const byte Class32 = 1;
    public const byte BigEndian = 2;
    public const byte CurrentVersion = 1;

    public const ushort Relocatable = 1;
    public const ushort Executable = 2;

    /// <summary>EM_PPC.</summary>
    public const ushort MachinePowerPc = 20;

    public const uint LoadSegment = 1;

    public const uint ProgramBits = 1;
    public const uint SymbolTableSection = 2;
    public const uint StringTableSection = 3;
    public const uint NoBits = 8;

    public const uint Writable = 1;
    public const uint Allocated = 2;
    public const uint ExecutableCode = 4;

    public const ushort UndefinedSection = 0;
    public const ushort AbsoluteSection = 0xfff1;
    public const ushort FirstReservedSection = 0xff00;
}
