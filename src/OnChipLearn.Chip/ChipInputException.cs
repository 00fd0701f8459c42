namespace OnChipLearn.Chip;

/// <summary>Input that the chip refuses: says which file or object, which field, what was found and what would be allowed.</summary>
public sealed class ChipInputException(string file, string field, string value, string expected)
    : Exception($"{file}: {field}: found {value}, expected {expected}")
{
    /// <summary>File or configuration object.</summary>
    public string File { get; } = file;

    /// <summary>Path of the field.</summary>
    public string Field { get; } = field;

    /// <summary>What was found.</summary>
    public string Value { get; } = value;

    /// <summary>What would be allowed.</summary>
    public string Expected { get; } = expected;
}
