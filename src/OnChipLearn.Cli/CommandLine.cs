using System.CommandLine;
using OnChipLearn.Cli.Commands;

namespace OnChipLearn.Cli;

/// <summary>Parses the arguments, runs one command and turns whatever went wrong into one message and an exit code.</summary>
public static class CommandLine
{
    /// <summary>Prints one JSON object on standard output instead of tables; progress and notices then go to standard error.</summary>
    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Print one JSON object on standard output (progress goes to standard error).",
        Recursive = true,
    };

    /// <summary>Runs the command line; the return value is one of <see cref="ExitCode"/>.</summary>
    public static int Run(string[] args)
    {
        try
        {
            var parsed = Root().Parse(args);
            if (parsed.Errors.Count > 0)
            {
                // A word that no command knows explains the other errors.
                return Fail(parsed.UnmatchedTokens.Count > 0
                    ? $"unrecognized command or option '{parsed.UnmatchedTokens[0]}'"
                    : parsed.Errors[0].Message);
            }

            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception exception) when (BadInput.Describes(exception))
        {
            return Fail(BadInput.Message(exception));
        }
    }

    private static RootCommand Root()
    {
        var root = new RootCommand("Can a neuromorphic chip learn on its own? Simulator, chip model and EventProp firmware.");
        root.Options.Add(Json);
        foreach (var command in CommandList.All())
        {
            root.Subcommands.Add(command);
        }

        return root;
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine("error: " + message.ReplaceLineEndings(" "));
        return ExitCode.BadInput;
    }
}
