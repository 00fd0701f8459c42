namespace PpuSim.Isa.Assembly;

/// <summary>Directives that change the section.</summary>
internal static class SectionDirectives
{
    private static readonly Dictionary<string, Directive> ByName = new(StringComparer.Ordinal)
    {
        [".text"] = Named,
        [".data"] = Named,
        [".bss"] = Named,
        [".section"] = (pass, statement) => pass.Enter(Find(pass, statement)),
        [".pushsection"] = (pass, statement) => pass.Push(Find(pass, statement)),
        [".popsection"] = Pop,
        [".previous"] = (pass, _) => pass.EnterPrevious(),
    };

    /// <summary>True for the directives of this class.</summary>
    public static bool IsOne(string name) => ByName.ContainsKey(name);

    public static void Register(Dictionary<string, Directive> directives)
    {
        foreach (var (name, directive) in ByName)
        {
            directives.Add(name, directive);
        }
    }

    private static void Named(AssemblyPass pass, Statement statement)
    {
        new TokenReader(statement.Arguments, statement.End).RequireEnd();
        pass.Enter(pass.Sections.Find(statement.Name!.Value.Text));
    }

    private static void Pop(AssemblyPass pass, Statement statement)
    {
        if (!pass.TryPop())
        {
            throw new AssemblyFault(statement.Name!.Value.Position, ".popsection without .pushsection");
        }
    }

    // .section name[,"flags"[,@type[,...]]]
    private static Section Find(AssemblyPass pass, Statement statement)
    {
        var arguments = statement.SplitArguments();
        if (arguments.Count == 0)
        {
            throw new AssemblyFault(statement.End, $"expected a section name, found {new TokenReader([], statement.End).Current}");
        }

        var name = SectionName(arguments[0]);
        var flags = arguments.Count > 1 ? Text(arguments[1]) : null;
        return pass.Sections.Find(name, flags, arguments.Count > 2 ? IsZero(arguments[2]) : null);
    }

    private static string SectionName(TokenReader tokens)
    {
        var first = tokens.Take();
        if (first.Kind is not (TokenKind.Name or TokenKind.Text))
        {
            throw new AssemblyFault(first.Position, $"expected a section name, found {first}");
        }

        // Names such as .note.GNU-stack contain a sign.
        var name = first.Text;
        while (!tokens.AtEnd)
        {
            name += tokens.Take().Text;
        }

        return name;
    }

    private static string Text(TokenReader tokens)
    {
        var token = tokens.Take();
        return token.Kind == TokenKind.Text ? token.Text : throw new AssemblyFault(token.Position, $"expected section flags such as \"ax\", found {token}");
    }

    private static bool IsZero(TokenReader tokens)
    {
        if (!tokens.TryTake("@") && !tokens.TryTake("%"))
        {
            throw tokens.Unexpected("@progbits or @nobits");
        }

        return tokens.TakeName("progbits or nobits").Text == "nobits";
    }
}
