namespace OnChipLearn.Experiments;

/// <summary>Bad input to an experiment: an unknown name, a value out of range, a file that does not fit.</summary>
public sealed class ExperimentInputException(string where, string field, object? value, string expected)
    : Exception(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{where}: {field} is {value ?? "missing"}, expected {expected}"));
