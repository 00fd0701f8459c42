using System.Globalization;
using System.Text;

namespace PpuSim.Isa.Assembly;

/// <summary>
/// Splits a source into tokens. As in GNU as for PowerPC, <c>#</c> starts a comment and <c>;</c> separates statements; <c>//</c> and <c>/* */</c> are comments too.
/// </summary>
internal sealed class Lexer
{
    private static readonly string[] LongPunctuation = ["<<", ">>", "==", "!=", "<>", "<=", ">=", "&&", "||"];

    private readonly SourceText source;
    private readonly List<AssemblyMessage> errors;
    private readonly List<Token> tokens = [];
    private int at;
    private int line = 1;
    private int lineStart;
    private bool glued;

    private Lexer(SourceText source, List<AssemblyMessage> errors)
    {
        this.source = source;
        this.errors = errors;
    }

    private SourcePosition Here => new(source.File, line, at - lineStart + 1);

    private char Current => Peek(0);

    /// <summary>All tokens; the last one ends a statement. Characters that cannot be read are reported and skipped.</summary>
    public static List<Token> Read(SourceText source, List<AssemblyMessage> errors) => new Lexer(source, errors).Run();

    private List<Token> Run()
    {
        while (at < source.Text.Length)
        {
            var start = at;
            if (!SkipBlank())
            {
                ReadToken();
            }

            glued = at > start && tokens.Count > 0 && !char.IsWhiteSpace(source.Text[at - 1]);
        }

        Add(TokenKind.EndOfStatement, string.Empty, 0, Here);
        return tokens;
    }

    private bool SkipBlank()
    {
        if (Current == '\n')
        {
            Add(TokenKind.EndOfStatement, string.Empty, 0, Here);
            at++;
            line++;
            lineStart = at;
        }
        else if (char.IsWhiteSpace(Current))
        {
            at++;
        }
        else if (Current == '#' || (Current == '/' && Peek(1) == '/'))
        {
            while (at < source.Text.Length && Current != '\n')
            {
                at++;
            }
        }
        else if (Current == '/' && Peek(1) == '*')
        {
            SkipBlockComment();
        }
        else
        {
            return false;
        }

        return true;
    }

    private void SkipBlockComment()
    {
        var start = Here;
        for (at += 2; at < source.Text.Length; at++)
        {
            if (Current == '*' && Peek(1) == '/')
            {
                at += 2;
                return;
            }

            if (Current == '\n')
            {
                line++;
                lineStart = at + 1;
            }
        }

        errors.Add(new AssemblyMessage(start, "comment does not end"));
    }

    private void ReadToken()
    {
        var start = Here;
        if (Current == ';')
        {
            at++;
            Add(TokenKind.EndOfStatement, string.Empty, 0, start);
        }
        else if (char.IsAsciiDigit(Current))
        {
            ReadNumber(start);
        }
        else if (IsNamePart(Current))
        {
            Add(TokenKind.Name, Take(IsNamePart), 0, start);
        }
        else if (Current == '"')
        {
            ReadText(start);
        }
        else if (Current == '\'')
        {
            ReadCharacter(start);
        }
        else if (LongPunctuation.FirstOrDefault(text => string.CompareOrdinal(source.Text, at, text, 0, 2) == 0) is { } two)
        {
            at += 2;
            Add(TokenKind.Punctuation, two, 0, start);
        }
        else if ("+-*/%()<>,:=&|^~!@".Contains(Current, StringComparison.Ordinal))
        {
            Add(TokenKind.Punctuation, source.Text[at++].ToString(), 0, start);
        }
        else
        {
            errors.Add(new AssemblyMessage(start, $"unexpected character '{Current}'"));
            at++;
        }
    }

    private void ReadNumber(SourcePosition start)
    {
        var text = Take(char.IsAsciiLetterOrDigit);
        var digits = text[..^1];
        if (text[^1] is 'f' or 'b' && digits.Length > 0 && digits.All(char.IsAsciiDigit) && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var label))
        {
            Add(TokenKind.LocalReference, text[^1..], label, start);
        }
        else if (TryParse(text, out var value))
        {
            Add(TokenKind.Number, text, value, start);
        }
        else
        {
            errors.Add(new AssemblyMessage(start, $"'{text}' is not a number of at most 64 bits"));
            Add(TokenKind.Number, text, 0, start);
        }
    }

    private static bool TryParse(string text, out long value)
    {
        var (digits, radix) = text switch
        {
            ['0', 'x' or 'X', ..] => (text[2..], 16),
            ['0', 'b' or 'B', ..] => (text[2..], 2),
            ['0', _, ..] => (text[1..], 8),
            _ => (text, 10),
        };
        ulong sum = 0;
        var valid = digits.Length > 0;
        foreach (var digit in digits)
        {
            var weight = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : radix;
            valid &= weight < radix && sum <= (ulong.MaxValue - (ulong)weight % 16) / (ulong)radix;
            sum = valid ? sum * (ulong)radix + (ulong)weight : 0;
        }

        value = (long)sum;
        return valid;
    }

    private void ReadText(SourcePosition start)
    {
        at++;
        var text = new StringBuilder();
        while (at < source.Text.Length && Current is not ('"' or '\n'))
        {
            text.Append(ReadPossiblyEscaped());
        }

        if (at >= source.Text.Length || Current != '"')
        {
            errors.Add(new AssemblyMessage(start, "string does not end on its line"));
        }
        else
        {
            at++;
        }

        Add(TokenKind.Text, text.ToString(), 0, start);
    }

    private void ReadCharacter(SourcePosition start)
    {
        at++;
        if (at >= source.Text.Length || Current == '\n')
        {
            errors.Add(new AssemblyMessage(start, "character is missing behind the quote"));
            return;
        }

        var value = ReadPossiblyEscaped();
        at += Current == '\'' ? 1 : 0;
        Add(TokenKind.Number, value.ToString(), value, start);
    }

    // Characters of strings are bytes 0 to 255; others are written as the bytes of their UTF-8 form by the directive.
    private char ReadPossiblyEscaped()
    {
        var first = source.Text[at++];
        if (first != '\\' || at >= source.Text.Length)
        {
            return first;
        }

        var escape = source.Text[at++];
        return escape switch
        {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\b',
            'f' => '\f',
            'x' or 'X' => (char)(ReadDigits(char.IsAsciiHexDigit, 16, 8) & 0xff),
            >= '0' and <= '7' => ReadOctal(),
            _ => escape,
        };
    }

    private char ReadOctal()
    {
        at--;
        return (char)(ReadDigits(digit => digit is >= '0' and <= '7', 8, 3) & 0xff);
    }

    private int ReadDigits(Func<char, bool> isDigit, int radix, int longest)
    {
        var value = 0;
        for (; longest > 0 && isDigit(Current); longest--)
        {
            value = value * radix + Convert.ToInt32(source.Text[at++].ToString(), 16);
        }

        return value;
    }

    private string Take(Func<char, bool> belongs)
    {
        var start = at;
        while (at < source.Text.Length && belongs(Current))
        {
            at++;
        }

        return source.Text[start..at];
    }

    private char Peek(int ahead) => at + ahead < source.Text.Length ? source.Text[at + ahead] : '\0';

    private void Add(TokenKind kind, string text, long value, SourcePosition position) => tokens.Add(new Token(kind, text, value, position, glued));

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '$';
}
