namespace OnChipLearn.Board.Energy;

/// <summary>What a number rests on.</summary>
public enum Evidence
{
    /// <summary>Stated in a publication about this chip.</summary>
    Published,

    /// <summary>Computed from published numbers.</summary>
    Derived,

    /// <summary>An estimate without a source for this chip.</summary>
    Assumed,
}
