namespace PpuSim.Isa.Assembly;

/// <summary>Parses expressions with the operator precedence of GNU as, which differs from that of C: | &amp; ^ bind tighter than + and -.</summary>
internal sealed class ExpressionParser(TokenReader tokens)
{
    private const int DeepestNesting = 100;

    // From the weakest to the tightest.
    private static readonly string[][] Levels = [["||"], ["&&"], ["+", "-", "==", "!=", "<>", "<", ">", "<=", ">="], ["|", "&", "^", "!"], ["*", "/", "%", "<<", ">>"]];

    private string? half;
    private SourcePosition halfPosition;
    private int depth;

    /// <summary>Reads one expression; a half such as <c>@ha</c> may follow any of its parts and concerns all of it.</summary>
    public static Expression Parse(TokenReader tokens) => new ExpressionParser(tokens).Whole();

    private Expression Whole()
    {
        var expression = Binary(0);
        return half is null ? expression : new HalfExpression(halfPosition, half, expression);
    }

    private Expression Binary(int level)
    {
        if (level == Levels.Length)
        {
            return Unary();
        }

        var left = Binary(level + 1);
        while (tokens.Current.Kind == TokenKind.Punctuation && Levels[level].Contains(tokens.Current.Text))
        {
            var operation = tokens.Take();
            left = new BinaryExpression(operation.Position, operation.Text, left, Binary(level + 1));
        }

        return left;
    }

    private Expression Unary()
    {
        if (++depth > DeepestNesting)
        {
            throw new AssemblyFault(tokens.Current.Position, $"expression nested deeper than {DeepestNesting}");
        }

        var token = tokens.Current;
        Expression result;
        if (token.Kind == TokenKind.Punctuation && token.Text is "-" or "~" or "!" or "+")
        {
            tokens.Take();
            result = new UnaryExpression(token.Position, token.Text, Unary());
        }
        else
        {
            result = Primary();
            TakeHalf();
        }

        depth--;
        return result;
    }

    private Expression Primary()
    {
        // Registers may be written with a percent sign.
        if (tokens.TryTake("%"))
        {
            var name = tokens.TakeName("a register name");
            return new NameExpression(name.Position, name.Text);
        }

        if (tokens.TryTake("("))
        {
            var inner = Binary(0);
            return tokens.TryTake(")") ? inner : throw tokens.Unexpected("')'");
        }

        var token = tokens.Current;
        Expression result = token.Kind switch
        {
            TokenKind.Number => new NumberExpression(token.Position, token.Value),
            TokenKind.Name => new NameExpression(token.Position, token.Text),
            TokenKind.LocalReference => new LocalExpression(token.Position, token.Value, token.Text == "f"),
            _ => throw tokens.Unexpected("a value"),
        };
        tokens.Take();
        return result;
    }

    private void TakeHalf()
    {
        var sign = tokens.Current;
        if (!tokens.TryTake("@"))
        {
            return;
        }

        var name = tokens.TakeName("l, h or ha");
        if (name.Text is not ("l" or "h" or "ha"))
        {
            throw new AssemblyFault(name.Position, $"expected @l, @h or @ha, found @{name.Text}");
        }

        if (half is not null)
        {
            throw new AssemblyFault(sign.Position, "only one of @l, @h and @ha can be used");
        }

        (half, halfPosition) = (name.Text, sign.Position);
    }
}
