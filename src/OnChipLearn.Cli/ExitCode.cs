namespace OnChipLearn.Cli;

/// <summary>What the shell sees.</summary>
public static class ExitCode
{
    /// <summary>The command did its work and what it measured is as it should be.</summary>
    public const int Ok = 0;

    /// <summary>The command did its work, and the thing measured falls short (an accuracy bar, a deviation, a speed).</summary>
    public const int FallsShort = 1;

    /// <summary>The arguments or the files they name cannot be used.</summary>
    public const int BadInput = 2;
}
