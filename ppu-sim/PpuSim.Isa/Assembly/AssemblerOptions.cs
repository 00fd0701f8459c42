namespace PpuSim.Isa.Assembly;

/// <summary>Where sections go and which symbols come from outside.</summary>
public sealed record AssemblerOptions
{
    /// <summary>Byte address of the first section with code; the core starts at 0.</summary>
    public uint CodeAddress { get; init; }

    /// <summary>Byte address of the first section without code; null puts it behind the code.</summary>
    public uint? DataAddress { get; init; }

    /// <summary>Symbols with fixed values, such as the top of the stack.</summary>
    public IReadOnlyDictionary<string, uint> Symbols { get; init; } = new Dictionary<string, uint>();
}
