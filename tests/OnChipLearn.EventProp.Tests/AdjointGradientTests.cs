using OnChipLearn.EventProp.GradientCheck;

namespace OnChipLearn.EventProp.Tests;

/// <summary>The adjoint against finite differences on random networks of every kind.</summary>
public sealed class AdjointGradientTests(ITestOutputHelper output)
{
    [Fact]
    public void EqualsFiniteDifferencesOnRandomNetworks()
    {
        var problems = new RandomProblems(seed: 1);
        var wanted = FullRun.Count(1200, 240);
        int accepted = 0, rejected = 0, parameters = 0;
        var worst = 0.0;
        for (var index = 0; accepted < wanted; index++)
        {
            var problem = problems.Draw(index);
            var result = FiniteDifferenceCheck.Run(problem);
            if (!result.Accepted)
            {
                rejected++;
                output.WriteLine($"rejected {index} ({problem.Description}): {result}");
                continue;
            }

            accepted++;
            parameters += result.Parameters;
            worst = Math.Max(worst, result.Deviation);
            Assert.True(result.Deviation <= 1e-6, $"problem {index} ({problem.Description}): {result}");
        }

        output.WriteLine($"{accepted} accepted, {rejected} rejected, {parameters} parameters, largest deviation {worst:E2}");
        Assert.True(rejected <= 0.1 * (accepted + rejected), $"{rejected} of {accepted + rejected} draws rejected");
    }
}
