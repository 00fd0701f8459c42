using System.Text.Json;
using System.Text.Json.Serialization;
using OnChipLearn.Analog;

namespace OnChipLearn.Experiments.Emulation;

/// <summary>Reads and checks the file of <c>chip emulate</c>.</summary>
public static class StimulusFile
{
    /// <summary>Largest number of trace samples of one emulation, all membranes together.</summary>
    public const int LargestRecording = 4_000_000;

    private const int LargestLayer = 128;
    private const double TickUs = 0.008;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>Reads a stimulus.</summary>
    /// <exception cref="AnalogInputException">Not JSON, unknown fields, or values out of range.</exception>
    public static Stimulus Read(string text, string file)
    {
        Stimulus stimulus;
        try
        {
            stimulus = JsonSerializer.Deserialize<Stimulus>(text, Options) ?? throw new AnalogInputException(file, "(root)", "null", "a JSON object");
        }
        catch (JsonException error)
        {
            throw new AnalogInputException(file, error.Path ?? "(root)", error.Message.Split(" Path:")[0], "the fields of a stimulus (see the README)");
        }

        Check(stimulus, file);
        return stimulus;
    }

    /// <summary>Time in ticks of 8 ns.</summary>
    public static int Tick(double microseconds) => (int)Math.Round(microseconds / TickUs);

    private static void Check(Stimulus s, string file)
    {
        s.Neuron.Validate(file, "neuron");
        Range("durationUs", s.DurationUs, 0.1, 10_000);
        Range("traceStepUs", s.TraceStepUs, 0.004, 1000);
        Range("trial", s.Trial, 0, long.MaxValue);
        Range("hiddenWeights: number of rows (inputs)", s.HiddenWeights.Length, 1, LargestLayer);
        Range("outputWeights: number of rows (hidden neurons)", s.OutputWeights.Length, 1, LargestLayer);
        Range("outputWeights[0]: number of columns (outputs)", s.OutputWeights[0].Length, 1, LargestLayer);
        Weights("hiddenWeights", s.HiddenWeights, s.OutputWeights.Length);
        Weights("outputWeights", s.OutputWeights, s.OutputWeights[0].Length);
        double last = 0;
        for (int k = 0; k < s.Events.Length; k++)
        {
            Range($"events[{k}].input", s.Events[k].Input, 0, s.HiddenWeights.Length - 1);
            Range($"events[{k}].timeUs", s.Events[k].TimeUs, last, s.DurationUs);
            last = s.Events[k].TimeUs;
        }

        for (int k = 0; k < s.Traces.Length; k++)
        {
            int neurons = s.Traces[k].Layer switch
            {
                "hidden" => s.OutputWeights.Length,
                "output" => s.OutputWeights[0].Length,
                _ => throw new AnalogInputException(file, $"traces[{k}].layer", s.Traces[k].Layer, "hidden or output"),
            };
            Range($"traces[{k}].neuron", s.Traces[k].Neuron, 0, neurons - 1);
        }

        Range("trace samples (durationUs / traceStepUs x traces)", s.DurationUs / s.TraceStepUs * s.Traces.Length, 0, LargestRecording);

        void Range(string field, double value, double low, double high)
        {
            if (!(value >= low && value <= high))
            {
                throw new AnalogInputException(file, field, value.ToString("R", System.Globalization.CultureInfo.InvariantCulture), FormattableString.Invariant($"{low}..{high}"));
            }
        }

        void Weights(string field, int[][] rows, int columns)
        {
            for (int r = 0; r < rows.Length; r++)
            {
                if (rows[r].Length != columns)
                {
                    throw new AnalogInputException(file, $"{field}[{r}]", $"{rows[r].Length} numbers", $"{columns} numbers");
                }

                for (int c = 0; c < columns; c++)
                {
                    Range($"{field}[{r}][{c}]", rows[r][c], -ArrayGeometry.MaximumWeight, ArrayGeometry.MaximumWeight);
                }
            }
        }
    }
}
