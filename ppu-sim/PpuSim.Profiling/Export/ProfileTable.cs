using System.Globalization;
using PpuSim.Timing;

namespace PpuSim.Profiling.Export;

/// <summary>One view of a profile as rows of text: what the table and CSV formats share.</summary>
/// <param name="Columns">Headings.</param>
/// <param name="KeyColumns">The first columns, which name the row; the others are numbers.</param>
/// <param name="Rows">Cells in the order of the columns.</param>
internal sealed record ProfileTable(IReadOnlyList<string> Columns, int KeyColumns, IReadOnlyList<string[]> Rows)
{
    private static readonly string[] CountColumns = ["cycles", "issues", "executions"];

    public static ProfileTable Of(Profile profile, ProfileView view) => view switch
    {
        ProfileView.Function => Table(profile, ["function", "address"], ["inclusiveCycles", "calls"], profile.Functions, f => f.Counts, f => [f.Name, Hex(f.Address)],
            f => [Number(f.InclusiveCycles), Number(f.Calls)]),
        ProfileView.Line => Table(profile, ["file", "line"], [], profile.Lines, l => l.Counts, l => [l.File, Number(l.Line)], _ => []),
        ProfileView.Instruction => Table(profile, ["address", "word", "text", "function", "file", "line"], [], profile.Instructions, i => i.Counts,
            i => [Hex(i.Address), i.Word.ToString("x8", CultureInfo.InvariantCulture), i.Text, i.Function, i.File ?? "", i.Line == 0 ? "" : Number(i.Line)], _ => []),
        ProfileView.Opcode => Table(profile, ["mnemonic"], ["saturatedElements"], profile.Opcodes, o => o.Counts, o => [o.Mnemonic],
            o => [Number(o.SaturatedElements)]),
        ProfileView.Stall => Stalls(profile),
        _ => throw new ArgumentOutOfRangeException(nameof(view), view, "unknown view"),
    };

    private static ProfileTable Table<T>(
        Profile profile, string[] keys, string[] extra, IReadOnlyList<T> rows, Func<T, CycleCounts> counts, Func<T, string[]> key, Func<T, string[]> more)
    {
        var causes = Causes(profile);
        return new ProfileTable(
            [.. keys, .. CountColumns, .. extra, .. causes.Select(Profile.NameOf)],
            keys.Length,
            [
                .. rows.Select(row =>
                {
                    var c = counts(row);
                    return (string[])[.. key(row), Number(c.Cycles), Number(c.Issues), Number(c.Executions), .. more(row), .. causes.Select(cause => Number(c.Stall(cause)))];
                }),
            ]);
    }

    private static ProfileTable Stalls(Profile profile) => new(
        ["cause", "cycles"],
        1,
        [
            ["issue", Number(profile.Total.Issues)],
            .. Causes(profile).OrderByDescending(profile.Total.Stall).Select(cause => (string[])[Profile.NameOf(cause), Number(profile.Total.Stall(cause))]),
        ]);

    // Causes that the run never met would only widen the table.
    private static StallCause[] Causes(Profile profile) =>
        [.. Enum.GetValues<StallCause>().Where(cause => cause != StallCause.Count && profile.Total.Stall(cause) > 0)];

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Hex(uint address) => "0x" + address.ToString("x4", CultureInfo.InvariantCulture);
}
