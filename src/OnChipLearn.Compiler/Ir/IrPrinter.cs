using System.Text;

namespace OnChipLearn.Compiler.Ir;

/// <summary>Text of a function for <c>--dump-ir</c> and for test failures.</summary>
internal static class IrPrinter
{
    public static string Print(Function function)
    {
        function.Number();
        var text = new StringBuilder();
        text.Append("function ").Append(function.Name).Append('(').AppendJoin(", ", function.Parameters.Select(p => $"{p}: {p.Type}"))
            .Append(") -> (").AppendJoin(", ", function.Results).AppendLine(")");
        foreach (var block in function.Blocks)
        {
            text.Append(block).Append(':');
            if (block.Predecessors.Count > 0)
            {
                text.Append("  ; from ").AppendJoin(", ", block.Predecessors);
            }

            text.AppendLine();
            foreach (var value in block.Values)
            {
                text.Append("    ").Append(Print(value));
                if (value.IsTerminator && block.Successors.Count > 0)
                {
                    text.Append(" -> ").AppendJoin(", ", block.Successors);
                }

                text.AppendLine();
            }
        }

        return text.ToString();
    }

    public static string Print(Value value)
    {
        var text = new StringBuilder();
        if (value.Type != IrType.None)
        {
            text.Append(value).Append(" = ");
        }

        text.Append(value.Row is { } row ? row.Mnemonic : value.Operation.ToString());
        if (value.Operation is Operation.Compare or Operation.Branch or Operation.TrapIf)
        {
            text.Append('.').Append(value.Predicate);
        }

        if (value.Operation is Operation.Load or Operation.Store)
        {
            text.Append('.').Append(value.Width).Append(value.IsVolatile ? ".volatile" : string.Empty);
        }

        if (value.Callee is { } callee)
        {
            text.Append(' ').Append(callee);
        }

        if (value.Symbol is { } symbol)
        {
            text.Append(' ').Append(symbol);
        }

        text.Append(' ').AppendJoin(", ", value.Operands);
        if (value.Immediate != 0 || value.Operation is Operation.Constant or Operation.Parameter or Operation.Result)
        {
            text.Append(" #").Append(value.Immediate);
        }

        return text.ToString();
    }
}
