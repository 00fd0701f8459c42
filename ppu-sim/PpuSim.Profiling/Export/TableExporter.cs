namespace PpuSim.Profiling.Export;

/// <summary>Aligned text for reading.</summary>
public sealed class TableExporter : IProfileExporter
{
    private const string Gap = "  ";

    /// <inheritdoc/>
    public string Format => "table";

    /// <inheritdoc/>
    public void Write(Profile profile, ProfileView view, TextWriter writer)
    {
        var table = ProfileTable.Of(profile, view);
        var widths = table.Columns.Select((heading, column) => table.Rows.Select(row => row[column].Length).Append(heading.Length).Max()).ToArray();
        WriteRow(writer, table.Columns, widths, table.KeyColumns);
        foreach (var row in table.Rows)
        {
            WriteRow(writer, row, widths, table.KeyColumns);
        }
    }

    // Names to the left, numbers to the right.
    private static void WriteRow(TextWriter writer, IReadOnlyList<string> cells, int[] widths, int keyColumns) =>
        writer.WriteLine(string.Join(Gap, cells.Select((cell, column) => column < keyColumns ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
}
