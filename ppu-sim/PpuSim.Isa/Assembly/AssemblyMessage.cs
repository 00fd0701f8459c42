namespace PpuSim.Isa.Assembly;

/// <summary>An error or a warning at a place of the source.</summary>
public sealed record AssemblyMessage(SourcePosition Position, string Text)
{
    public override string ToString() => $"{Position}: {Text}";
}
