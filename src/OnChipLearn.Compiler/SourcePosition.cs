namespace OnChipLearn.Compiler;

/// <summary>A line of C#, from the portable debug information of the assembly.</summary>
/// <param name="File">Path as the C# compiler recorded it.</param>
/// <param name="Line">Line, counted from 1; 0 where nothing is known.</param>
public readonly record struct SourcePosition(string File, int Line)
{
    /// <summary>No debug information.</summary>
    public static readonly SourcePosition Unknown = new(string.Empty, 0);

    /// <summary>True when file and line are known.</summary>
    public bool IsKnown => Line > 0;

    /// <summary><c>file(line)</c>, the file without its folder.</summary>
    public override string ToString() => IsKnown ? $"{Path.GetFileName(File)}({Line})" : "unknown position";
}
