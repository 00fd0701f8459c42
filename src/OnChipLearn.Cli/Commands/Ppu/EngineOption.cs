using System.CommandLine;
using PpuSim.Translation;

namespace OnChipLearn.Cli.Commands.Ppu;

/// <summary><c>--engine</c> of the commands that simulate a processor. Results and cycles do not depend on it.</summary>
internal sealed class EngineOption : Option<string>
{
    private const string Interpreter = "interpreter";
    private const string Translator = "translator";

    public EngineOption()
        : base("--engine")
    {
        Description = $"How to simulate: {Interpreter} or {Translator} (the same results and cycles, faster where states of the pipeline recur).";
        DefaultValueFactory = _ => Interpreter;
        this.AcceptOnlyFromAmong(Interpreter, Translator);
    }

    public CoreEngine Of(ParseResult arguments) => arguments.GetValue(this) == Translator ? CoreEngine.Translator : CoreEngine.Interpreter;
}
