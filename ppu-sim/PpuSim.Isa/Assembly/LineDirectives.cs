namespace PpuSim.Isa.Assembly;

/// <summary>Directives by which a compiler names its source lines.</summary>
internal static class LineDirectives
{
    public static void Register(Dictionary<string, Directive> directives)
    {
        directives.Add(".file", File);
        directives.Add(".loc", Location);
    }

    // .file "name" names the object and is ignored; .file number ["directory"] "name" is for .loc.
    private static void File(AssemblyPass pass, Statement statement)
    {
        if (statement.Arguments is [{ Kind: TokenKind.Number } number, ..])
        {
            var parts = statement.Arguments.Where(token => token.Kind == TokenKind.Text).Select(token => token.Text).ToArray();
            if (parts.Length > 0)
            {
                pass.Files[number.Value] = parts[^1];
            }
        }
    }

    // .loc file line [column] ...
    private static void Location(AssemblyPass pass, Statement statement)
    {
        var numbers = statement.Arguments.TakeWhile(token => token.Kind == TokenKind.Number).Select(token => token.Value).ToArray();
        if (numbers.Length < 2)
        {
            throw new AssemblyFault(statement.Name!.Value.Position, ".loc: expected file line [column]");
        }

        var file = pass.Files.GetValueOrDefault(numbers[0]) ?? throw new AssemblyFault(statement.Arguments[0].Position, $".loc: no .file {numbers[0]}");
        pass.Place = new SourcePosition(file, (int)Math.Min(numbers[1], int.MaxValue), numbers.Length > 2 ? (int)Math.Min(numbers[2], int.MaxValue) : 0);
    }
}
