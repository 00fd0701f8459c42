using System.CommandLine;
using OnChipLearn.Experiments.Results;
using Spectre.Console;

namespace OnChipLearn.Cli;

/// <summary>
/// Where a command writes. <see cref="Text"/> takes tables and progress: standard output, or standard error when <c>--json</c> keeps
/// standard output for the one JSON object that <see cref="Result"/> prints.
/// </summary>
public sealed class CommandOutput
{
    public CommandOutput(ParseResult arguments)
    {
        Json = arguments.GetValue(CommandLine.Json);
        Text = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Json ? Console.Error : Console.Out) });
        if (Json ? Console.IsErrorRedirected : Console.IsOutputRedirected)
        {
            Text.Profile.Width = RedirectedWidth;
        }
    }

    /// <summary>Columns of a table that goes into a file or a pipe, where no terminal gives a width.</summary>
    private const int RedirectedWidth = 160;

    /// <summary>True with <c>--json</c>.</summary>
    public bool Json { get; }

    /// <summary>Tables, progress, notices.</summary>
    public IAnsiConsole Text { get; }

    /// <summary>Prints the result as JSON (field names in camelCase with units) if <c>--json</c> asks for it, else nothing.</summary>
    public void Result<T>(T result)
    {
        if (Json)
        {
            Console.Out.WriteLine(ResultJson.Write(result));
        }
    }
}
