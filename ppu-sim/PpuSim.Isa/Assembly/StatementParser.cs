namespace PpuSim.Isa.Assembly;

/// <summary>Cuts the tokens of a file into statements.</summary>
internal static class StatementParser
{
    /// <param name="tokens">Of one file.</param>
    /// <param name="firstIndex">Index of the first statement.</param>
    /// <param name="errors">Receives statements that begin with neither label nor name.</param>
    public static List<Statement> Parse(List<Token> tokens, int firstIndex, List<AssemblyMessage> errors)
    {
        var statements = new List<Statement>();
        var start = 0;
        for (var at = 0; at < tokens.Count; at++)
        {
            if (tokens[at].Kind == TokenKind.EndOfStatement)
            {
                if (at > start)
                {
                    try
                    {
                        statements.Add(ParseOne(tokens.GetRange(start, at - start), firstIndex + statements.Count, tokens[at].Position));
                    }
                    catch (AssemblyFault fault)
                    {
                        errors.Add(new AssemblyMessage(fault.Position, fault.Message));
                    }
                }

                start = at + 1;
            }
        }

        return statements;
    }

    private static Statement ParseOne(List<Token> tokens, int index, SourcePosition end)
    {
        var labels = new List<Token>();
        var at = 0;
        while (at + 1 < tokens.Count && tokens[at].Kind is TokenKind.Name or TokenKind.Number && tokens[at + 1].Is(":"))
        {
            labels.Add(tokens[at]);
            at += 2;
        }

        if (at == tokens.Count)
        {
            return new Statement(index, labels, null, false, [], end);
        }

        var name = tokens[at++];
        if (name.Kind != TokenKind.Name)
        {
            throw new AssemblyFault(name.Position, $"expected a label, an instruction or a directive, found {name}");
        }

        if (at < tokens.Count && tokens[at].Is("="))
        {
            return new Statement(index, labels, name, true, tokens[(at + 1)..], end);
        }

        // Branch hints belong to the mnemonic.
        if (at < tokens.Count && tokens[at].Glued && (tokens[at].Is("+") || tokens[at].Is("-")) && name.Text.StartsWith('b'))
        {
            name = name with { Text = name.Text + tokens[at].Text };
            at++;
        }

        return new Statement(index, labels, name, false, tokens[at..], end);
    }
}
