namespace OnChipLearn.Cli;

/// <summary>Arguments that parse but make no sense.</summary>
internal sealed class CommandLineException(string message) : Exception(message);
