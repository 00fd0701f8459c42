using System.Text.Json;
using OnChipLearn.Experiments.Results;

namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>What a rule has learned on a chip: the place at which its gradient is looked at.</summary>
public sealed record GradientState
{
    /// <summary>Rule, see <see cref="FirmwareGradients"/>.</summary>
    public required string Rule { get; init; }

    /// <summary>Chip preset or instance file.</summary>
    public required string Chip { get; init; }

    /// <summary>Seed of chip, initial weights and order.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Hidden neurons.</summary>
    public required int Hidden { get; init; }

    /// <summary>Epochs trained.</summary>
    public required int Epoch { get; init; }

    /// <summary>Fraction of the validation samples answered correctly after them.</summary>
    public required double ValidationAccuracy { get; init; }

    /// <summary>Input weights [input][element of the layer], raw shadow weights, Q9.6 LSB; inputs, then recurrent neurons.</summary>
    public required short[] HiddenWeights { get; init; }

    /// <summary>Output weights [output][element of the hidden layer], raw shadow weights, Q6.9 LSB.</summary>
    public required short[] OutputWeights { get; init; }

    /// <summary>Writes a file.</summary>
    public void Save(string file) => File.WriteAllText(file, ResultJson.Write(this));

    /// <summary>Reads a file.</summary>
    /// <exception cref="ExperimentInputException">The file holds something else.</exception>
    public static GradientState Load(string file)
    {
        try
        {
            GradientState state = ResultJson.Read<GradientState>(File.ReadAllText(file))
                ?? throw new ExperimentInputException(file, "content", "null", "a state written by gradcheck");
            IFirmwareGradient rule = FirmwareGradients.Find(state.Rule);
            Require(file, "hidden weights", state.HiddenWeights.Length, rule.HiddenWeights);
            Require(file, "output weights", state.OutputWeights.Length, rule.OutputWeights);
            return state;
        }
        catch (JsonException exception)
        {
            throw new ExperimentInputException(file, "content", exception.Message, "a state written by gradcheck");
        }
    }

    private static void Require(string file, string field, int count, int expected)
    {
        if (count != expected)
        {
            throw new ExperimentInputException(file, "number of " + field, count, $"{expected}");
        }
    }
}
