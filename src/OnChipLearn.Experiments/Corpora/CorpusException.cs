namespace OnChipLearn.Experiments.Corpora;

/// <summary>A corpus file cannot be used; the message names file, line, field, value and what was expected.</summary>
public sealed class CorpusException : Exception
{
    public CorpusException(string message)
        : base(message)
    {
    }

    public CorpusException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
