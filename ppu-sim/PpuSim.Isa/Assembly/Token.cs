namespace PpuSim.Isa.Assembly;

/// <summary>Kinds of tokens.</summary>
internal enum TokenKind : byte
{
    Name,
    Number,

    /// <summary><c>1f</c> or <c>1b</c>: the next or the last local label of that number.</summary>
    LocalReference,
    Text,
    Punctuation,

    /// <summary>End of line or semicolon.</summary>
    EndOfStatement,
}

/// <summary>One token.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Text">Name, punctuation, contents of a string, or the letter of a local reference.</param>
/// <param name="Value">Of numbers and local references.</param>
/// <param name="Position">First character.</param>
/// <param name="Glued">True when nothing stands between this token and the one before.</param>
internal readonly record struct Token(TokenKind Kind, string Text, long Value, SourcePosition Position, bool Glued)
{
    public bool Is(string punctuation) => Kind == TokenKind.Punctuation && Text == punctuation;

    public override string ToString() => Kind switch
    {
        TokenKind.Text => "a string",
        TokenKind.EndOfStatement => "the end of the statement",
        TokenKind.Number => $"{Value}",
        TokenKind.LocalReference => $"{Value}{Text}",
        _ => Text,
    };
}
