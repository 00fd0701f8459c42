using PpuSim.Timing;

namespace PpuSim.Profiling;

/// <summary>Where the cycles of one run went. The counts of all functions, of all instructions and of all call paths each add up to <see cref="Total"/>.</summary>
/// <param name="Program">Name of the program.</param>
/// <param name="Total">All cycles of the run.</param>
/// <param name="Functions">By cycles, most first.</param>
/// <param name="Lines">Source lines by cycles, most first; empty when the program has no line table. Code without a line is left out.</param>
/// <param name="Instructions">By address.</param>
/// <param name="Opcodes">By cycles, most first.</param>
/// <param name="Paths">Call paths with cycles of their own, callers before callees.</param>
/// <param name="Timeline">Call paths in order of time, or null when they change too often to be kept.</param>
public sealed record Profile(
    string Program,
    CycleCounts Total,
    IReadOnlyList<FunctionProfile> Functions,
    IReadOnlyList<LineProfile> Lines,
    IReadOnlyList<InstructionProfile> Instructions,
    IReadOnlyList<OpcodeProfile> Opcodes,
    IReadOnlyList<CallPath> Paths,
    IReadOnlyList<TimelineSegment>? Timeline)
{
    /// <summary>Name of a stall cause in exported files: camelCase.</summary>
    public static string NameOf(StallCause cause)
    {
        var name = cause.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}

/// <summary>One function.</summary>
/// <param name="Name">Symbol.</param>
/// <param name="Address">First byte address.</param>
/// <param name="Counts">Cycles in the function itself.</param>
/// <param name="InclusiveCycles">Cycles in it and in what it called.</param>
/// <param name="Calls">Times that it was entered by a call or an interrupt.</param>
public sealed record FunctionProfile(string Name, uint Address, CycleCounts Counts, long InclusiveCycles, long Calls);

/// <summary>One source line.</summary>
/// <param name="File">As the line table names it.</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="Counts">Cycles of its instructions.</param>
public sealed record LineProfile(string File, int Line, CycleCounts Counts);

/// <summary>One instruction.</summary>
/// <param name="Address">Byte address.</param>
/// <param name="Word">Encoded instruction, as last executed.</param>
/// <param name="Mnemonic">Base mnemonic: that of its row in the instruction table.</param>
/// <param name="Text">Disassembled.</param>
/// <param name="Function">Function that contains it.</param>
/// <param name="File">Source file, or null.</param>
/// <param name="Line">Source line, or 0.</param>
/// <param name="Counts">Cycles booked on it.</param>
public sealed record InstructionProfile(uint Address, uint Word, string Mnemonic, string Text, string Function, string? File, int Line, CycleCounts Counts);

/// <summary>One row of the instruction table (the opcode histogram).</summary>
/// <param name="Mnemonic">Base mnemonic.</param>
/// <param name="Counts">Cycles booked on all instructions with it.</param>
/// <param name="SaturatedElements">Vector elements that saturated.</param>
public sealed record OpcodeProfile(string Mnemonic, CycleCounts Counts, long SaturatedElements);

/// <summary>A function on one path of calls.</summary>
/// <param name="Functions">The path, outermost function first.</param>
/// <param name="Counts">Cycles in the last function of the path.</param>
public sealed record CallPath(IReadOnlyList<string> Functions, CycleCounts Counts);

/// <summary>A stretch of time on one call path.</summary>
/// <param name="Functions">The path, outermost function first.</param>
/// <param name="Cycles">Its length.</param>
public sealed record TimelineSegment(IReadOnlyList<string> Functions, long Cycles);
