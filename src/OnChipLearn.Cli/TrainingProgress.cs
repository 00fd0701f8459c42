using System.Globalization;
using OnChipLearn.Experiments.Training;
using Spectre.Console;

namespace OnChipLearn.Cli;

/// <summary>The progress of <c>train</c>: a bar over the epochs of all seeds; where nobody watches, a line for about every twentieth part.</summary>
internal static class TrainingProgress
{
    private const int Lines = 20;

    public static T Show<T>(CommandOutput output, int epochs, int seeds, Func<Action<ulong, EpochMetrics>, T> work)
    {
        if (!output.Text.Profile.Capabilities.Interactive)
        {
            var every = Math.Max(1, epochs * seeds / Lines);
            return work((seed, epoch) =>
            {
                if (epoch.Epoch % every == 0 || epoch.Epoch == epochs)
                {
                    lock (output)
                    {
                        output.Text.WriteLine(Text(seed, epoch, epochs));
                    }
                }
            });
        }

        return output.Text.Progress().Start(context =>
        {
            var task = context.AddTask("training", maxValue: Math.Max(1, epochs * seeds));
            return work((seed, epoch) =>
            {
                task.Description = Text(seed, epoch, epochs);
                task.Increment(1);
            });
        });
    }

    private static string Text(ulong seed, EpochMetrics epoch, int epochs) => string.Create(
        CultureInfo.InvariantCulture,
        $"seed {seed}, epoch {epoch.Epoch} of {epochs}: loss {epoch.TrainLoss:F4}, train {100 * epoch.TrainAccuracy:F1} %, validation {100 * epoch.ValidationAccuracy:F1} %");
}
