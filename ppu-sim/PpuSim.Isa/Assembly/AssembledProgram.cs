namespace PpuSim.Isa.Assembly;

/// <summary>The result of an assembly: everything has its final address.</summary>
/// <param name="Sections">Sections that occupy memory, by address.</param>
/// <param name="Symbols">Labels and constants, by address; names that begin with .L are left out.</param>
/// <param name="Lines">Source lines of the code, by address.</param>
/// <param name="Entry">Address of <c>_start</c>, else of the first section with code.</param>
/// <param name="Warnings">Sources that can be read in two ways.</param>
public sealed record AssembledProgram(
    IReadOnlyList<AssembledSection> Sections,
    IReadOnlyList<AssembledSymbol> Symbols,
    IReadOnlyList<AssembledLine> Lines,
    uint Entry,
    IReadOnlyList<AssemblyMessage> Warnings);

/// <summary>One section.</summary>
/// <param name="Name">As in the source.</param>
/// <param name="Address">First byte address.</param>
/// <param name="Bytes">Contents; empty for sections of zeros.</param>
/// <param name="ZeroLength">Bytes of a section of zeros.</param>
/// <param name="IsExecutable">Holds code.</param>
/// <param name="IsWritable">Holds variables.</param>
public sealed record AssembledSection(string Name, uint Address, ReadOnlyMemory<byte> Bytes, uint ZeroLength, bool IsExecutable, bool IsWritable);

/// <summary>What a symbol names.</summary>
public enum AssembledSymbolKind : byte
{
    Label,
    Object,
    Function,
}

/// <summary>One symbol.</summary>
/// <param name="Name">As in the source.</param>
/// <param name="Value">Byte address, or the value of a constant.</param>
/// <param name="Size">Bytes; functions without <c>.size</c> reach to the next one. 0 when unknown.</param>
/// <param name="Kind">From <c>.type</c>; a global label in code counts as function.</param>
/// <param name="IsGlobal">From <c>.globl</c>.</param>
/// <param name="IsConstant">True for <c>.equ</c> values that are no addresses.</param>
public sealed record AssembledSymbol(string Name, uint Value, uint Size, AssembledSymbolKind Kind, bool IsGlobal, bool IsConstant);

/// <summary>Code that comes from one source line.</summary>
public readonly record struct AssembledLine(uint Address, uint Length, SourcePosition Position);
