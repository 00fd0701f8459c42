namespace PpuSim.Isa.Assembly;

/// <summary>Node of an expression.</summary>
internal abstract record Expression(SourcePosition Position);

internal sealed record NumberExpression(SourcePosition Position, long Value) : Expression(Position);

/// <summary>A symbol, or a register where the operand takes one; <c>.</c> is the current address.</summary>
internal sealed record NameExpression(SourcePosition Position, string Name) : Expression(Position);

/// <summary>The next (forward) or last local label of that number.</summary>
internal sealed record LocalExpression(SourcePosition Position, long Number, bool Forward) : Expression(Position);

internal sealed record UnaryExpression(SourcePosition Position, string Operator, Expression Inner) : Expression(Position);

internal sealed record BinaryExpression(SourcePosition Position, string Operator, Expression Left, Expression Right) : Expression(Position);

/// <summary><c>@l</c>, <c>@h</c>, <c>@ha</c>: one half of the 32-bit value of the whole expression.</summary>
internal sealed record HalfExpression(SourcePosition Position, string Half, Expression Inner) : Expression(Position);
