namespace PpuSim.Profiling.Export;

/// <summary>Comma-separated values (RFC 4180) with a heading line.</summary>
public sealed class CsvExporter : IProfileExporter
{
    /// <inheritdoc/>
    public string Format => "csv";

    /// <inheritdoc/>
    public void Write(Profile profile, ProfileView view, TextWriter writer)
    {
        var table = ProfileTable.Of(profile, view);
        foreach (var row in table.Rows.Prepend([.. table.Columns]))
        {
            writer.WriteLine(string.Join(',', row.Select(Quoted)));
        }
    }

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
