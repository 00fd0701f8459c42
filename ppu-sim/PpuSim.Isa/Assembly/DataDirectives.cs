using System.Text;

namespace PpuSim.Isa.Assembly;

/// <summary>Directives that write numbers and text.</summary>
internal static class DataDirectives
{
    public static void Register(Dictionary<string, Directive> directives)
    {
        foreach (var (size, names) in new[] { (1, ".byte"), (2, ".short .hword .half .word .2byte .value"), (4, ".long .int .4byte") })
        {
            foreach (var name in names.Split(' '))
            {
                directives.Add(name, (pass, statement) => Numbers(pass, statement, size));
            }
        }

        directives.Add(".ascii", (pass, statement) => Texts(pass, statement, false));
        directives.Add(".asciz", (pass, statement) => Texts(pass, statement, true));
        directives.Add(".string", (pass, statement) => Texts(pass, statement, true));
        foreach (var name in new[] { ".space", ".skip", ".zero" })
        {
            directives.Add(name, Space);
        }
    }

    private static void Numbers(AssemblyPass pass, Statement statement, int size)
    {
        var name = statement.Name!.Value;
        var arguments = statement.SplitArguments();
        if (size == InstructionAssembler.Length && pass.Address % InstructionAssembler.Length == 0)
        {
            pass.MarkLine(name.Position, (uint)(size * arguments.Count));
        }

        foreach (var argument in arguments)
        {
            if (!pass.IsFinal)
            {
                pass.Emit(size, 0, name.Position);
                continue;
            }

            RequireContents(pass, name);
            var start = argument.Current.Position;
            long value;
            try
            {
                var expression = ExpressionParser.Parse(argument);
                argument.RequireEnd();
                value = pass.Evaluate(expression).Number;
                Require(name, start, value, size);
            }
            catch (AssemblyFault)
            {
                // The second pass must keep the places of the first.
                pass.Emit(size * (arguments.Count - arguments.IndexOf(argument)), 0, name.Position);
                throw;
            }

            pass.EmitNumber(value, size);
        }
    }

    private static void Require(Token name, SourcePosition position, long value, int size)
    {
        var smallest = -(1L << 8 * size - 1);
        var largest = (1L << 8 * size) - 1;
        if (value < smallest || value > largest)
        {
            throw new AssemblyFault(position, $"{name.Text}: value is {value}, expected {smallest} to {largest}");
        }
    }

    private static void Texts(AssemblyPass pass, Statement statement, bool terminated)
    {
        RequireContents(pass, statement.Name!.Value);
        foreach (var argument in statement.SplitArguments())
        {
            var token = argument.Take();
            if (token.Kind != TokenKind.Text)
            {
                throw new AssemblyFault(token.Position, $"expected a string, found {token}");
            }

            argument.RequireEnd();
            foreach (var character in token.Text)
            {
                // Escapes give single bytes.
                pass.Section.Append(character < 256 ? [(byte)character] : System.Text.Encoding.UTF8.GetBytes([character]));
            }

            if (terminated)
            {
                pass.Section.Append([0]);
            }
        }
    }

    // .space length[,fill]
    private static void Space(AssemblyPass pass, Statement statement)
    {
        var name = statement.Name!.Value;
        var arguments = statement.SplitArguments();
        if (arguments.Count is < 1 or > 2)
        {
            throw new AssemblyFault(name.Position, $"{name.Text} has {arguments.Count} operands, expected length[,fill]");
        }

        var length = pass.EvaluateNow(ExpressionParser.Parse(arguments[0]));
        var fill = arguments.Count > 1 ? pass.EvaluateNow(ExpressionParser.Parse(arguments[1])) : 0;
        if (fill != 0)
        {
            RequireContents(pass, name);
        }

        pass.Emit(length, (byte)fill, name.Position);
    }

    private static void RequireContents(AssemblyPass pass, Token name)
    {
        if (pass.Section.IsZero)
        {
            throw new AssemblyFault(name.Position, $"{name.Text}: section {pass.Section.Name} holds zeros only");
        }
    }
}
