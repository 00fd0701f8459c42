using OnChipLearn.EventProp.GradientCheck;

namespace OnChipLearn.Experiments.GradientChecks;

/// <summary>The adjoint against finite differences on random networks.</summary>
/// <param name="Networks">Networks compared.</param>
/// <param name="Rejected">Draws where the loss has no derivative or no gradient, see <see cref="CheckResult.Accepted"/>.</param>
/// <param name="Parameters">Weights, delays and input times compared.</param>
/// <param name="LargestDeviation">Largest |g - g_FD|inf / |g_FD|inf over networks.</param>
public sealed record FiniteDifferenceSurveyResult(int Networks, int Rejected, int Parameters, double LargestDeviation);

/// <summary>Checks random networks of every kind until enough are accepted.</summary>
public static class FiniteDifferenceSurvey
{
    /// <summary>The deviation that a gradient may have.</summary>
    public const double Tolerance = 1e-6;

    /// <summary>Runs the survey; <paramref name="progress"/> is called after each accepted network.</summary>
    public static FiniteDifferenceSurveyResult Run(int networks, ulong seed, Action progress)
    {
        var problems = new RandomProblems(seed);
        int accepted = 0, rejected = 0, parameters = 0;
        var largest = 0.0;
        for (var index = 0; accepted < networks; index++)
        {
            var result = FiniteDifferenceCheck.Run(problems.Draw(index));
            if (!result.Accepted)
            {
                rejected++;
                continue;
            }

            accepted++;
            parameters += result.Parameters;
            largest = Math.Max(largest, result.Deviation);
            progress();
        }

        return new FiniteDifferenceSurveyResult(accepted, rejected, parameters, largest);
    }
}
