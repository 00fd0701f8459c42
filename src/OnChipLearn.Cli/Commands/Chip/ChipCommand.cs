using System.CommandLine;

namespace OnChipLearn.Cli.Commands.Chip;

/// <summary><c>chip</c>: the analog side of the chip.</summary>
internal static class ChipCommand
{
    public static Command Create() => new("chip", "A chip instance, and single emulations on it.") { ChipInspectCommand.Create(), ChipEmulateCommand.Create() };
}
