using System.CommandLine;
using OnChipLearn.Analog.Imperfection;

namespace OnChipLearn.Cli.Commands.Chip;

/// <summary>Which chip a command works on: a preset and a seed, or a file.</summary>
internal sealed class ChipOptions
{
    private readonly Option<string> _chip = new("--chip") { Description = "ideal, typical, harsh, or a JSON file of a chip instance.", DefaultValueFactory = _ => "typical" };
    private readonly Option<ulong?> _seed = new("--seed") { Description = "Seed of the chip (default 1, or the file's)." };

    public void AddTo(Command command)
    {
        command.Options.Add(_chip);
        command.Options.Add(_seed);
    }

    public ChipInstance Read(ParseResult arguments)
    {
        string name = arguments.GetValue(_chip)!;
        ChipInstance chip = name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? ChipInstanceFile.Read(File.ReadAllText(name), name)
            : ChipInstance.Create(ChipInstanceFile.ParsePreset(name, "--chip"));
        return arguments.GetValue(_seed) is { } seed ? chip with { Seed = seed } : chip;
    }
}
