using System.CommandLine;

namespace OnChipLearn.Cli.Commands;

/// <summary>Every command of the tool, one line each: a command is one file in this folder with a <c>Create</c> method.</summary>
internal static class CommandList
{
    public static IEnumerable<Command> All()
    {
        yield return BenchCommand.Create();
        yield return BoardCommand.Create();
        yield return BudgetCommand.Create();
        yield return Chip.ChipCommand.Create();
        yield return CompileCommand.Create();
        yield return GradcheckCommand.Create();
        yield return NirCommand.Create();
        yield return ObserveCommand.Create();
        yield return Ppu.PpuCommand.Create();
        yield return StudyCommand.Create();
        yield return TrainCommand.Create();
        yield return VerdictCommand.Create();
    }
}
