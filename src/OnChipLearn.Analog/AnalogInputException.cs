namespace OnChipLearn.Analog;

/// <summary>Input that the analog model refuses: says which file, which field, what was found and what would be allowed.</summary>
public sealed class AnalogInputException : Exception
{
    /// <param name="file">File the value came from, or the name of the configuration object.</param>
    /// <param name="field">Path of the field inside it.</param>
    /// <param name="value">What was found, as text.</param>
    /// <param name="expected">Allowed range or form.</param>
    public AnalogInputException(string file, string field, string value, string expected)
        : base($"{file}: {field}: found {value}, expected {expected}")
    {
        File = file;
        Field = field;
        Value = value;
        Expected = expected;
    }

    /// <summary>File or configuration object.</summary>
    public string File { get; }

    /// <summary>Path of the field.</summary>
    public string Field { get; }

    /// <summary>What was found.</summary>
    public string Value { get; }

    /// <summary>What would be allowed.</summary>
    public string Expected { get; }
}
