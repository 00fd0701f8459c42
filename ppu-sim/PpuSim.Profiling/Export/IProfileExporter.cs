namespace PpuSim.Profiling.Export;

/// <summary>A file format for profiles; one file in this folder each, listed in <see cref="ProfileExporters"/>.</summary>
public interface IProfileExporter
{
    /// <summary>Name on the command line.</summary>
    string Format { get; }

    /// <summary>Writes the profile; formats that hold one table at a time write the one of <paramref name="view"/>.</summary>
    void Write(Profile profile, ProfileView view, TextWriter writer);
}

/// <summary>Which table of a profile.</summary>
public enum ProfileView
{
    Function,
    Line,
    Instruction,
    Opcode,
    Stall,
}

/// <summary>All formats.</summary>
public static class ProfileExporters
{
    public static IReadOnlyList<IProfileExporter> All { get; } =
        [new TableExporter(), new JsonExporter(), new CollapsedStackExporter(), new SpeedscopeExporter(), new CsvExporter()];
}
