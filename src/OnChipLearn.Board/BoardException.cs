namespace OnChipLearn.Board;

/// <summary>Bad input to the board: an absent part, a transfer of the wrong width, a clipped range, an unusable table. The message says what was found and what was expected.</summary>
public sealed class BoardException : Exception
{
    public BoardException(string message)
        : base(message)
    {
    }

    public BoardException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
