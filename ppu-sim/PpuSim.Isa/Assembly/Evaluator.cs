namespace PpuSim.Isa.Assembly;

/// <summary>Computes expressions.</summary>
internal sealed class Evaluator(Definitions definitions)
{
    private readonly HashSet<Definition> open = [];

    /// <summary>Names that an operand kind defines, such as registers; looked up before symbols.</summary>
    public delegate int? KnownNames(string name);

    /// <param name="expression">What to compute.</param>
    /// <param name="location">Value of <c>.</c>.</param>
    /// <param name="statement">Index of the statement, for local labels.</param>
    /// <param name="names">Names of the operand kind.</param>
    /// <param name="isFinal">True once sections have addresses: then every value becomes a number.</param>
    public Value Evaluate(Expression expression, Value location, int statement, bool isFinal, KnownNames? names = null)
    {
        Value Inner(Expression inner) => Evaluate(inner, location, statement, isFinal, names);
        var value = expression switch
        {
            NumberExpression number => new Value(number.Value, null),
            NameExpression { Name: "." } => location,
            NameExpression name when names?.Invoke(name.Name) is { } known => new Value(known, null),
            NameExpression name => Symbol(name, isFinal),
            LocalExpression local => definitions.FindLocal(local.Position.File, local.Number, local.Forward, statement)
                ?? throw new AssemblyFault(local.Position, $"no local label {local.Number} {(local.Forward ? "behind" : "before")} this place"),
            UnaryExpression unary => new Value(Unary(unary.Operator, Plain(Inner(unary.Inner), unary)), null),
            BinaryExpression binary => Binary(binary, Inner(binary.Left), Inner(binary.Right)),
            HalfExpression half => new Value(Half(half.Half, Plain(Inner(half.Inner), half)), null),
            _ => throw new InvalidOperationException(expression.ToString()),
        };
        return isFinal ? new Value(value.Absolute, null) : value;
    }

    private Value Symbol(NameExpression name, bool isFinal)
    {
        var definition = definitions.Find(name.Name) ?? throw new AssemblyFault(name.Position, $"undefined symbol '{name.Name}'");
        if (definition.Value is { } known)
        {
            return known;
        }

        if (!open.Add(definition))
        {
            throw new AssemblyFault(name.Position, $"symbol '{name.Name}' is defined by itself");
        }

        try
        {
            return Evaluate(definition.Deferred!, definition.Location, definition.Statement, isFinal);
        }
        finally
        {
            open.Remove(definition);
        }
    }

    private static long Plain(Value value, Expression where) => value.Section is null
        ? value.Number
        : throw new AssemblyFault(where.Position, "this value must be known here, but it depends on the address of a section");

    private static Value Binary(BinaryExpression expression, Value left, Value right)
    {
        switch (expression.Operator)
        {
            case "+" when right.Section is null:
                return left with { Number = left.Number + right.Number };
            case "+" when left.Section is null:
                return right with { Number = left.Number + right.Number };
            case "-" when right.Section is null:
                return left with { Number = left.Number - right.Number };
            case "-" when left.Section == right.Section:
                return new Value(left.Number - right.Number, null);
            default:
                return new Value(Compute(expression, Plain(left, expression), Plain(right, expression)), null);
        }
    }

    private static long Compute(BinaryExpression expression, long left, long right)
    {
        if (expression.Operator is "/" or "%" && right == 0)
        {
            throw new AssemblyFault(expression.Position, "division by zero");
        }

        return expression.Operator switch
        {
            "*" => left * right,
            "/" => right == -1 ? -left : left / right,
            "%" => right == -1 ? 0 : left % right,
            "<<" => right is >= 0 and < 64 ? left << (int)right : 0,
            ">>" => right is >= 0 and < 64 ? (long)((ulong)left >> (int)right) : 0,
            "&" => left & right,
            "|" => left | right,
            "^" => left ^ right,
            "!" => left | ~right,
            "+" => left + right,
            "-" => left - right,

            // GNU as: true is -1 for comparisons, 1 for && and ||.
            "==" => left == right ? -1 : 0,
            "!=" or "<>" => left != right ? -1 : 0,
            "<" => left < right ? -1 : 0,
            ">" => left > right ? -1 : 0,
            "<=" => left <= right ? -1 : 0,
            ">=" => left >= right ? -1 : 0,
            "&&" => left != 0 && right != 0 ? 1 : 0,
            _ => left != 0 || right != 0 ? 1 : 0,
        };
    }

    private static long Unary(string operation, long value) => operation switch
    {
        "-" => -value,
        "~" => ~value,
        "!" => value == 0 ? 1 : 0,
        _ => value,
    };

    /// <summary>16 bits of an address; ha is rounded so that adding the sign-extended l gives the address.</summary>
    private static long Half(string half, long value) => half switch
    {
        "l" => value & 0xffff,
        "h" => value >> 16 & 0xffff,
        _ => value + 0x8000 >> 16 & 0xffff,
    };
}
