namespace OnChipLearn.Device;

/// <summary>
/// Condition of a vector instruction: which elements it writes. The values are the two COND bits of the encoding (ppu-reference 3.2). It must
/// be a constant where it is used. After reset every condition except <see cref="Always"/> is false until a compare has run.
/// </summary>
public enum Condition : byte
{
    /// <summary>All elements.</summary>
    Always = 0,

    /// <summary>Elements that the last compare found greater than zero.</summary>
    Greater = 1,

    /// <summary>Elements that the last compare found less than zero.</summary>
    Less = 2,

    /// <summary>Elements that the last compare found equal to zero.</summary>
    Equal = 3,
}
