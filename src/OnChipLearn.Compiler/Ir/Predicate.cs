namespace OnChipLearn.Compiler.Ir;

/// <summary>Relation of two 32-bit words.</summary>
internal enum Predicate : byte
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    LessUnsigned,
    LessOrEqualUnsigned,
    GreaterUnsigned,
    GreaterOrEqualUnsigned,
}

internal static class PredicateAlgebra
{
    public static Predicate Negated(this Predicate predicate) => predicate switch
    {
        Predicate.Equal => Predicate.NotEqual,
        Predicate.NotEqual => Predicate.Equal,
        Predicate.Less => Predicate.GreaterOrEqual,
        Predicate.LessOrEqual => Predicate.Greater,
        Predicate.Greater => Predicate.LessOrEqual,
        Predicate.GreaterOrEqual => Predicate.Less,
        Predicate.LessUnsigned => Predicate.GreaterOrEqualUnsigned,
        Predicate.LessOrEqualUnsigned => Predicate.GreaterUnsigned,
        Predicate.GreaterUnsigned => Predicate.LessOrEqualUnsigned,
        _ => Predicate.LessUnsigned,
    };

    /// <summary>The relation of (b, a) that holds exactly when this one holds of (a, b).</summary>
    public static Predicate Swapped(this Predicate predicate) => predicate switch
    {
        Predicate.Less => Predicate.Greater,
        Predicate.LessOrEqual => Predicate.GreaterOrEqual,
        Predicate.Greater => Predicate.Less,
        Predicate.GreaterOrEqual => Predicate.LessOrEqual,
        Predicate.LessUnsigned => Predicate.GreaterUnsigned,
        Predicate.LessOrEqualUnsigned => Predicate.GreaterOrEqualUnsigned,
        Predicate.GreaterUnsigned => Predicate.LessUnsigned,
        Predicate.GreaterOrEqualUnsigned => Predicate.LessOrEqualUnsigned,
        _ => predicate,
    };

    public static bool IsUnsigned(this Predicate predicate) => predicate >= Predicate.LessUnsigned;

    public static bool Holds(this Predicate predicate, int a, int b) => predicate switch
    {
        Predicate.Equal => a == b,
        Predicate.NotEqual => a != b,
        Predicate.Less => a < b,
        Predicate.LessOrEqual => a <= b,
        Predicate.Greater => a > b,
        Predicate.GreaterOrEqual => a >= b,
        Predicate.LessUnsigned => (uint)a < (uint)b,
        Predicate.LessOrEqualUnsigned => (uint)a <= (uint)b,
        Predicate.GreaterUnsigned => (uint)a > (uint)b,
        _ => (uint)a >= (uint)b,
    };
}
