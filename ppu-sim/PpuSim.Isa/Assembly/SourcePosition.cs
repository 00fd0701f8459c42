namespace PpuSim.Isa.Assembly;

/// <summary>A place in a source file; line and column count from 1.</summary>
public readonly record struct SourcePosition(string File, int Line, int Column)
{
    public override string ToString() => $"{File}:{Line}:{Column}";
}
