namespace PpuSim.Isa.Assembly;

/// <summary>One statement: labels, then at most one instruction, directive or assignment.</summary>
/// <param name="Index">Number of the statement in the program, which orders local labels.</param>
/// <param name="Labels">Names or numbers in front.</param>
/// <param name="Name">Mnemonic or directive with its dot; null when only labels stand here. For an assignment the symbol.</param>
/// <param name="IsAssignment">Written as <c>name = value</c>.</param>
/// <param name="Arguments">Tokens behind the name.</param>
/// <param name="End">Where the statement ends.</param>
internal sealed record Statement(int Index, IReadOnlyList<Token> Labels, Token? Name, bool IsAssignment, IReadOnlyList<Token> Arguments, SourcePosition End)
{
    public bool IsDirective => Name is { } name && name.Text.StartsWith('.');

    /// <summary>The arguments between commas; commas in parentheses do not separate.</summary>
    public List<TokenReader> SplitArguments()
    {
        var parts = new List<TokenReader>();
        foreach (var (tokens, end) in SplitTokens())
        {
            parts.Add(new TokenReader(tokens, end));
        }

        return parts;
    }

    /// <summary>The tokens of each argument, with the place where it ends.</summary>
    public List<(IReadOnlyList<Token> Tokens, SourcePosition End)> SplitTokens()
    {
        var parts = new List<(IReadOnlyList<Token>, SourcePosition)>();
        if (Arguments.Count == 0)
        {
            return parts;
        }

        var part = new List<Token>();
        var depth = 0;
        foreach (var token in Arguments)
        {
            depth += token.Is("(") ? 1 : token.Is(")") ? -1 : 0;
            if (depth == 0 && token.Is(","))
            {
                parts.Add((part, token.Position));
                part = [];
            }
            else
            {
                part.Add(token);
            }
        }

        parts.Add((part, End));
        return parts;
    }
}
