namespace PpuSim.Isa.Assembly;

/// <summary>A source that cannot be assembled, with every error found; the message has one line per error.</summary>
public sealed class AssemblyException(IReadOnlyList<AssemblyMessage> errors) : Exception(string.Join('\n', errors))
{
    /// <summary>In the order of the source.</summary>
    public IReadOnlyList<AssemblyMessage> Errors { get; } = errors;
}
