using OnChipLearn.Experiments.Training;
using Spectre.Console;

namespace OnChipLearn.Cli;

/// <summary>The progress bar of <c>train</c>: epochs of all seeds, with the last test accuracy. Silent where nobody watches.</summary>
internal static class TrainingProgress
{
    public static T Show<T>(CommandOutput output, int epochs, Func<Action<ulong, EpochMetrics>, T> work)
    {
        if (!output.Text.Profile.Capabilities.Interactive)
        {
            return work(static (_, _) => { });
        }

        return output.Text.Progress().Start(context =>
        {
            var task = context.AddTask("training", maxValue: Math.Max(1, epochs));
            return work((seed, epoch) =>
            {
                task.Description = $"seed {seed}, epoch {epoch.Epoch}, test {100 * epoch.TestAccuracy:F1} %";
                task.Increment(1);
            });
        });
    }
}
