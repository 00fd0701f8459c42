using PpuSim.Isa.Mnemonics;
using PpuSim.Isa.Operands;

namespace PpuSim.Isa.Assembly;

/// <summary>Assembles one instruction: picks the spelling by the number of operands, evaluates the operands, encodes.</summary>
internal static class InstructionAssembler
{
    public const int Length = 4;

    /// <exception cref="AssemblyFault">Unknown instruction, wrong number of operands, operand out of range.</exception>
    public static uint Assemble(AssemblyPass pass, Statement statement)
    {
        var name = statement.Name!.Value;
        var operands = statement.SplitTokens();
        var spelling = Choose(pass, name, operands);
        var values = new int[spelling.Operands.Count];
        var skipOptional = operands.Count < spelling.Written;
        var next = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (skipOptional && spelling.Operands[i].Optional)
            {
                continue;
            }

            var (tokens, end) = operands[next++];
            if (i + 1 < values.Length && spelling.Operands[i + 1].InParentheses)
            {
                (values[i], values[i + 1]) = Based(pass, spelling, i, tokens, end);
                i++;
            }
            else
            {
                values[i] = Operand(pass, spelling, spelling.Operands[i], tokens, end);
            }
        }

        try
        {
            return spelling.Encode(values);
        }
        catch (EncodingException exception)
        {
            throw new AssemblyFault(name.Position, exception.Message);
        }
    }

    private static Spelling Choose(AssemblyPass pass, Token name, List<(IReadOnlyList<Token> Tokens, SourcePosition End)> operands)
    {
        var all = SpellingTable.OfMnemonic(name.Text);
        if (all.Count == 0)
        {
            throw new AssemblyFault(name.Position, $"unknown instruction '{name.Text}'");
        }

        var fitting = all.Where(spelling => spelling.Takes(operands.Count)).ToArray();
        if (fitting.Length == 0)
        {
            var forms = string.Join(" or ", all.Select(Form).Distinct());
            throw new AssemblyFault(name.Position, $"{name.Text} has {operands.Count} operands, expected {forms}");
        }

        return fitting.Length == 1 ? fitting[0] : ChooseByTarget(pass, name, fitting, operands[0].Tokens, operands[^1].Tokens);
    }

    // "fxvmatachm 0,1,2" is either a superfluous target register 0 with two sources, as old sources have it, or two sources and a condition.
    // A condition by name, or a first operand other than the bare number 0, decides; else the first reading is taken, with a warning.
    private static Spelling ChooseByTarget(AssemblyPass pass, Token name, Spelling[] fitting, IReadOnlyList<Token> first, IReadOnlyList<Token> last)
    {
        var redundant = fitting.FirstOrDefault(VectorSpellings.HasRedundantTarget);
        var ambiguous = redundant is not null && first is [{ Kind: TokenKind.Number, Value: 0 }]
            && !(last is [{ Kind: TokenKind.Name }] && PredefinedNames.Find(OperandKind.VectorCondition, last[0].Text) is not null);
        if (!ambiguous)
        {
            return fitting.First(spelling => spelling != redundant);
        }

        if (pass.IsFinal)
        {
            pass.Warnings.Add(new AssemblyMessage(name.Position, $"the first operand of {name.Text} is read as a target register that the instruction does not have; write a condition as gt, lt or eq"));
        }

        return redundant!;
    }

    private static (int Displacement, int Base) Based(AssemblyPass pass, Spelling spelling, int index, IReadOnlyList<Token> tokens, SourcePosition end)
    {
        var displacement = spelling.Operands[index];
        var open = OpeningParenthesis(tokens);
        if (open < 0)
        {
            var position = tokens.Count > 0 ? tokens[0].Position : end;
            throw new AssemblyFault(position, $"{spelling.Mnemonic}: expected {displacement.Name}({spelling.Operands[index + 1].Name}), such as 8(r1)");
        }

        var inside = tokens.Skip(open + 1).Take(tokens.Count - open - 2).ToArray();
        var value = open == 0 ? 0 : Operand(pass, spelling, displacement, tokens.Take(open).ToArray(), tokens[open].Position);
        return (value, Operand(pass, spelling, spelling.Operands[index + 1], inside, tokens[^1].Position));
    }

    private static int OpeningParenthesis(IReadOnlyList<Token> tokens)
    {
        if (tokens.Count == 0 || !tokens[^1].Is(")"))
        {
            return -1;
        }

        var depth = 0;
        for (var at = tokens.Count - 1; at >= 0; at--)
        {
            depth += tokens[at].Is(")") ? 1 : tokens[at].Is("(") ? -1 : 0;
            if (depth == 0)
            {
                return at;
            }
        }

        return -1;
    }

    private static int Operand(AssemblyPass pass, Spelling spelling, Operand operand, IReadOnlyList<Token> tokens, SourcePosition end)
    {
        var reader = new TokenReader(tokens, end);
        if (reader.AtEnd)
        {
            throw new AssemblyFault(end, $"{spelling.Mnemonic}: operand {operand.Name} is missing");
        }

        var expression = ExpressionParser.Parse(reader);
        reader.RequireEnd();
        RejectRegisters(operand, expression);
        var value = pass.Evaluate(expression, name => PredefinedNames.Find(operand.Kind, name)).Number;
        value = Adjust(pass, spelling, operand, expression, value);
        try
        {
            operand.Require(spelling.Mnemonic, value);
        }
        catch (EncodingException exception)
        {
            throw new AssemblyFault(expression.Position, operand.Kind == OperandKind.Target && !spelling.IsAbsolute
                ? $"{spelling.Mnemonic}: target is {value} bytes away, expected {operand.Minimum} to {operand.Maximum} in steps of {operand.Step}"
                : exception.Message);
        }

        return (int)value;
    }

    private static long Adjust(AssemblyPass pass, Spelling spelling, Operand operand, Expression expression, long value)
    {
        if (operand.Kind == OperandKind.Target && !spelling.IsAbsolute)
        {
            return (int)(uint)(value - pass.Address);
        }

        // Half a word has no sign of its own; 32-bit numbers may be written with or without sign.
        if (operand.IsSigned && expression is HalfExpression)
        {
            return (short)value;
        }

        var wraps = operand.TakesAnyWord || operand.IsSigned;
        return wraps && value is > int.MaxValue and <= uint.MaxValue ? (int)(uint)value : value;
    }

    private static void RejectRegisters(Operand operand, Expression expression)
    {
        if (expression is NameExpression name && PredefinedNames.Find(operand.Kind, name.Name) is null && PredefinedNames.RegisterKind(name.Name) is { } kind)
        {
            throw new AssemblyFault(name.Position, $"operand {operand.Name} cannot be {kind} {name.Name}");
        }
    }

    private static string Form(Spelling spelling)
    {
        var text = new System.Text.StringBuilder();
        foreach (var operand in spelling.Operands)
        {
            var separator = operand.InParentheses ? "(" : text.Length > 0 ? "," : string.Empty;
            text.Append(operand.Optional ? $"[{separator}{operand.Name}]" : separator + operand.Name).Append(operand.InParentheses ? ")" : string.Empty);
        }

        return text.Length == 0 ? "none" : text.ToString();
    }
}
