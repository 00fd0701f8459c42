namespace PpuSim.Isa.Assembly;

/// <summary>Reads the tokens of one statement or operand from left to right.</summary>
internal sealed class TokenReader(IReadOnlyList<Token> tokens, SourcePosition end)
{
    private int next;

    public bool AtEnd => next >= tokens.Count;

    public Token Current => AtEnd ? new Token(TokenKind.EndOfStatement, string.Empty, 0, end, false) : tokens[next];

    public Token Take()
    {
        var token = Current;
        next++;
        return token;
    }

    public bool TryTake(string punctuation)
    {
        var found = Current.Is(punctuation);
        next += found ? 1 : 0;
        return found;
    }

    public Token TakeName(string what) => Current.Kind == TokenKind.Name ? Take() : throw Unexpected(what);

    public AssemblyFault Unexpected(string expected) => new(Current.Position, $"expected {expected}, found {Current}");

    public void RequireEnd()
    {
        if (!AtEnd)
        {
            throw Unexpected("the end of the statement");
        }
    }
}
