using System.Reflection.Metadata;

namespace OnChipLearn.Compiler.Frontend;

/// <summary>Arithmetic of the evaluation stack on int, long and double, as the common language runtime does it.</summary>
internal static class IntegerArithmetic
{
    public static bool Apply(Stack<object?> stack, ILOpCode code)
    {
        switch (code)
        {
            case ILOpCode.Neg:
                stack.Push(stack.Pop() switch { int i => (object)-i, long l => -l, double d => -d, _ => throw new InvalidOperationException("neg") });
                return true;
            case ILOpCode.Not:
                stack.Push(stack.Pop() switch { int i => (object)~i, long l => ~l, _ => throw new InvalidOperationException("not") });
                return true;
            case ILOpCode.Ceq or ILOpCode.Cgt or ILOpCode.Clt or ILOpCode.Cgt_un or ILOpCode.Clt_un:
                var second = stack.Pop();
                var first = stack.Pop();
                stack.Push(Relation(code, first, second) ? 1 : 0);
                return true;
            case >= ILOpCode.Add and <= ILOpCode.Shr_un:
                var b = stack.Pop();
                var a = stack.Pop();
                stack.Push(Binary(code, a, b));
                return true;
            default:
                return Convert(stack, code);
        }
    }

    public static bool Relation(ILOpCode code, object? a, object? b)
    {
        if (a is double || b is double)
        {
            var (x, y) = ((double)a!, (double)b!);
            return code switch
            {
                ILOpCode.Beq or ILOpCode.Ceq => x == y,
                ILOpCode.Bne_un => x != y,
                ILOpCode.Bgt or ILOpCode.Cgt => x > y,
                ILOpCode.Bgt_un or ILOpCode.Cgt_un => !(x <= y),
                ILOpCode.Bge => x >= y,
                ILOpCode.Bge_un => !(x < y),
                ILOpCode.Blt or ILOpCode.Clt => x < y,
                ILOpCode.Blt_un or ILOpCode.Clt_un => !(x >= y),
                ILOpCode.Ble => x <= y,
                _ => !(x > y),
            };
        }

        var isWord = a is int && b is int;
        var (p, q) = (System.Convert.ToInt64(a, null), System.Convert.ToInt64(b, null));
        var (up, uq) = isWord ? ((uint)p, (uint)q) : ((ulong)p, (ulong)q);
        return code switch
        {
            ILOpCode.Beq or ILOpCode.Ceq => p == q,
            ILOpCode.Bne_un => p != q,
            ILOpCode.Bgt or ILOpCode.Cgt => p > q,
            ILOpCode.Bge => p >= q,
            ILOpCode.Blt or ILOpCode.Clt => p < q,
            ILOpCode.Ble => p <= q,
            ILOpCode.Bgt_un or ILOpCode.Cgt_un => up > uq,
            ILOpCode.Bge_un => up >= uq,
            ILOpCode.Blt_un or ILOpCode.Clt_un => up < uq,
            _ => up <= uq,
        };
    }

    private static object Binary(ILOpCode code, object? a, object? b) => (a, b) switch
    {
        (double x, double y) => code switch
        {
            ILOpCode.Add => x + y,
            ILOpCode.Sub => x - y,
            ILOpCode.Mul => x * y,
            ILOpCode.Div => x / y,
            ILOpCode.Rem => x % y,
            _ => throw new InvalidOperationException(code.ToString()),
        },
        (int x, int y) => unchecked(code switch
        {
            ILOpCode.Add => x + y,
            ILOpCode.Sub => x - y,
            ILOpCode.Mul => x * y,
            ILOpCode.Div => x / y,
            ILOpCode.Div_un => (int)((uint)x / (uint)y),
            ILOpCode.Rem => x % y,
            ILOpCode.Rem_un => (int)((uint)x % (uint)y),
            ILOpCode.And => x & y,
            ILOpCode.Or => x | y,
            ILOpCode.Xor => x ^ y,
            ILOpCode.Shl => x << y,
            ILOpCode.Shr => x >> y,
            ILOpCode.Shr_un => (int)((uint)x >> y),
            _ => throw new InvalidOperationException(code.ToString()),
        }),
        (long x, int y) when code is ILOpCode.Shl or ILOpCode.Shr or ILOpCode.Shr_un => code switch
        {
            ILOpCode.Shl => x << y,
            ILOpCode.Shr => x >> y,
            _ => (long)((ulong)x >> y),
        },
        _ => Wide(code, System.Convert.ToInt64(a, null), System.Convert.ToInt64(b, null)),
    };

    private static object Wide(ILOpCode code, long x, long y) => unchecked(code switch
    {
        ILOpCode.Add => x + y,
        ILOpCode.Sub => x - y,
        ILOpCode.Mul => x * y,
        ILOpCode.Div => x / y,
        ILOpCode.Div_un => (long)((ulong)x / (ulong)y),
        ILOpCode.Rem => x % y,
        ILOpCode.Rem_un => (long)((ulong)x % (ulong)y),
        ILOpCode.And => x & y,
        ILOpCode.Or => x | y,
        ILOpCode.Xor => x ^ y,
        _ => throw new InvalidOperationException(code.ToString()),
    });

    private static bool Convert(Stack<object?> stack, ILOpCode code)
    {
        if (code is ILOpCode.Conv_r8 or ILOpCode.Conv_r4 or ILOpCode.Conv_r_un)
        {
            var value = stack.Pop();
            var real = value switch
            {
                double d => d,
                int i when code == ILOpCode.Conv_r_un => (uint)i,
                long l when code == ILOpCode.Conv_r_un => (ulong)l,
                _ => System.Convert.ToDouble(value, null),
            };
            stack.Push(code == ILOpCode.Conv_r4 ? (double)(float)real : real);
            return true;
        }

        if (code is not (>= ILOpCode.Conv_i1 and <= ILOpCode.Conv_u8) and not (ILOpCode.Conv_u2 or ILOpCode.Conv_u1 or ILOpCode.Conv_i or ILOpCode.Conv_u))
        {
            return false;
        }

        var source = stack.Pop();
        stack.Push(code switch
        {
            ILOpCode.Conv_i8 => source is double d ? (long)d : System.Convert.ToInt64(source, null),
            ILOpCode.Conv_u8 => source switch { double d => (long)(ulong)d, int i => (long)(uint)i, _ => source },
            ILOpCode.Conv_u4 when source is double d => (int)(uint)d,
            ILOpCode.Conv_i or ILOpCode.Conv_u => source,
            _ => Narrow(code, source is double d ? (int)d : unchecked((int)System.Convert.ToInt64(source, null))),
        });
        return true;
    }

    private static object Narrow(ILOpCode code, int value) => code switch
    {
        ILOpCode.Conv_i1 => (int)(sbyte)value,
        ILOpCode.Conv_u1 => (int)(byte)value,
        ILOpCode.Conv_i2 => (int)(short)value,
        ILOpCode.Conv_u2 => (int)(ushort)value,
        _ => value,
    };
}
