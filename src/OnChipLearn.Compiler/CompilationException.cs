namespace OnChipLearn.Compiler;

/// <summary>
/// The program cannot become machine code: says file, line and reason in the terms of the one who wrote the C#.
/// </summary>
public sealed class CompilationException : Exception
{
    /// <summary>A refusal at a source position.</summary>
    public CompilationException(SourcePosition position, string reason)
        : base(position.IsKnown ? $"{position}: {reason}" : reason)
    {
        Position = position;
        Reason = reason;
    }

    /// <summary>A refusal that no single line is to blame for.</summary>
    public CompilationException(string reason)
        : this(SourcePosition.Unknown, reason)
    {
    }

    /// <summary>Where; <see cref="SourcePosition.Unknown"/> without debug information.</summary>
    public SourcePosition Position { get; }

    /// <summary>Why, without the position.</summary>
    public string Reason { get; }
}
