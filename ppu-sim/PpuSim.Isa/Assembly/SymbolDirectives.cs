namespace PpuSim.Isa.Assembly;

/// <summary>Directives that define and describe symbols.</summary>
internal static class SymbolDirectives
{
    public static void Register(Dictionary<string, Directive> directives)
    {
        directives.Add(".equ", (pass, statement) => Assign(pass, statement, once: false));
        directives.Add(".set", (pass, statement) => Assign(pass, statement, once: false));
        directives.Add(".equiv", (pass, statement) => Assign(pass, statement, once: true));
        directives.Add(".globl", Global);
        directives.Add(".global", Global);
        directives.Add(".type", Type);
        directives.Add(".size", Size);
        directives.Add(".comm", Common);
        directives.Add(".lcomm", Common);
    }

    /// <summary>Gives <paramref name="name"/> the value of the expression, at once where its symbols are known.</summary>
    public static void Assign(AssemblyPass pass, Token name, TokenReader tokens)
    {
        var expression = ExpressionParser.Parse(tokens);
        tokens.RequireEnd();
        Value? value;
        try
        {
            value = pass.EvaluateRelative(expression);
        }
        catch (AssemblyFault)
        {
            // A symbol further down, or arithmetic with an address: known in the second pass.
            value = pass.IsFinal ? pass.Evaluate(expression) : null;
        }

        pass.Definitions.Assign(name, value, expression, pass.Location, pass.Statement);
    }

    private static void Assign(AssemblyPass pass, Statement statement, bool once)
    {
        var tokens = new TokenReader(statement.Arguments, statement.End);
        var name = tokens.TakeName("a symbol");
        if (!tokens.TryTake(","))
        {
            throw tokens.Unexpected("','");
        }

        if (once && !pass.IsFinal && pass.Definitions.Find(name.Text) is { } earlier)
        {
            throw new AssemblyFault(name.Position, $"symbol '{name.Text}' is already defined at {earlier.Position}");
        }

        Assign(pass, name, tokens);
    }

    private static void Global(AssemblyPass pass, Statement statement)
    {
        foreach (var argument in statement.SplitArguments())
        {
            pass.Definitions.Globals.Add(argument.TakeName("a symbol").Text);
        }
    }

    // .type name,@function
    private static void Type(AssemblyPass pass, Statement statement)
    {
        var tokens = new TokenReader(statement.Arguments, statement.End);
        var name = tokens.TakeName("a symbol");
        tokens.TryTake(",");
        _ = tokens.TryTake("@") || tokens.TryTake("%");
        var type = tokens.Take();
        pass.Definitions.Kinds[name.Text] = type.Text.ToLowerInvariant() switch
        {
            "function" or "stt_func" => AssembledSymbolKind.Function,
            "object" or "stt_object" => AssembledSymbolKind.Object,
            "notype" or "stt_notype" => AssembledSymbolKind.Label,
            _ => throw new AssemblyFault(type.Position, $".type: expected @function, @object or @notype, found {type}"),
        };
    }

    // .size name,expression
    private static void Size(AssemblyPass pass, Statement statement)
    {
        var tokens = new TokenReader(statement.Arguments, statement.End);
        var name = tokens.TakeName("a symbol");
        if (!tokens.TryTake(","))
        {
            throw tokens.Unexpected("','");
        }

        if (pass.IsFinal)
        {
            var expression = ExpressionParser.Parse(tokens);
            var size = pass.Evaluate(expression).Number;
            pass.Definitions.Sizes[name.Text] = size is >= 0 and <= uint.MaxValue
                ? (uint)size
                : throw new AssemblyFault(expression.Position, $".size: {size} bytes, expected 0 or more");
        }
    }

    // .comm name,length[,alignment]: zeros in .bss.
    private static void Common(AssemblyPass pass, Statement statement)
    {
        var name = statement.Name!.Value;
        var arguments = statement.SplitArguments();
        if (arguments.Count is < 2 or > 3)
        {
            throw new AssemblyFault(name.Position, $"{name.Text} has {arguments.Count} operands, expected name,length[,alignment]");
        }

        var symbol = arguments[0].TakeName("a symbol");
        var length = pass.EvaluateNow(ExpressionParser.Parse(arguments[1]));
        var alignment = arguments.Count > 2 ? pass.EvaluateNow(ExpressionParser.Parse(arguments[2])) : 4;
        pass.Push(pass.Sections.Find(".bss"));
        try
        {
            AlignmentDirectives.Align(pass, (uint)Math.Clamp(alignment, 1, 1 << 16), null, name.Position);
            if (!pass.IsFinal)
            {
                pass.Definitions.AddLabel(symbol, pass.Location);
                pass.Definitions.Kinds.TryAdd(symbol.Text, AssembledSymbolKind.Object);
            }

            pass.Definitions.Sizes[symbol.Text] = (uint)length;
            pass.Emit(length, 0, name.Position);
        }
        finally
        {
            pass.TryPop();
        }
    }
}
