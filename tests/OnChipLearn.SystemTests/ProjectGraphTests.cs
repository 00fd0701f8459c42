using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace OnChipLearn.SystemTests;

/// <summary>The project graph equals the table in README.md, and is acyclic by construction of MSBuild.</summary>
public sealed partial class ProjectGraphTests
{
    [Fact]
    public void ReadmeTableEqualsTheProjectFiles()
    {
        var documented = Rows().ToDictionary(row => row.Project, row => row.References);
        var actual = new[] { "ppu-sim", "src" }
            .SelectMany(folder => Directory.GetFiles(Repository.Combine(folder), "*.csproj", SearchOption.AllDirectories))
            .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == Path.GetFileNameWithoutExtension(file))
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file), References);

        Assert.Equal(actual.Keys.Order(), documented.Keys.Order());
        foreach (var (project, references) in actual)
        {
            Assert.Equal((project, string.Join(' ', references)), (project, string.Join(' ', documented[project])));
        }
    }

    private static IEnumerable<(string Project, string[] References)> Rows()
    {
        foreach (var line in File.ReadLines(Repository.Combine("README.md")))
        {
            var match = RowPattern().Match(line);
            if (match.Success)
            {
                yield return (match.Groups[1].Value, [.. NamePattern().Matches(match.Groups[2].Value).Select(m => m.Groups[1].Value).Order()]);
            }
        }
    }

    private static string[] References(string file) =>
        [.. XDocument.Load(file).Descendants("ProjectReference")
            .Select(element => Path.GetFileNameWithoutExtension((string?)element.Attribute("Include") ?? string.Empty))
            .Order()];

    [GeneratedRegex(@"^\| `((?:PpuSim|OnChipLearn)\.\w+)` \| (-|`.*`) \|$")]
    private static partial Regex RowPattern();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex NamePattern();
}
