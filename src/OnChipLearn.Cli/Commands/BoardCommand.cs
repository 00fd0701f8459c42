using System.CommandLine;
using OnChipLearn.Board.Energy;

namespace OnChipLearn.Cli.Commands;

/// <summary><c>board</c>: what the board's parts read, and what a sample costs.</summary>
internal static class BoardCommand
{
    public static Command Create()
    {
        var table = new Command("energy-table", "Print the default energy table, to start one's own from.");
        table.SetAction(_ =>
        {
            Console.Out.Write(EnergyTable.DefaultText());
            return ExitCode.Ok;
        });
        return new Command("board", "The board around the chip: power monitors, temperature, energy.") { BoardMonitorCommand.Create(), table };
    }
}
