namespace PpuSim.Isa.Assembly;

/// <summary>Ends the assembly of one statement; the assembler collects it and goes on with the next.</summary>
internal sealed class AssemblyFault(SourcePosition position, string problem) : Exception(problem)
{
    public SourcePosition Position { get; } = position;
}
