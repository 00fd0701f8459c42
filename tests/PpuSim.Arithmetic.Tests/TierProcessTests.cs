using System.Diagnostics;

namespace PpuSim.Arithmetic.Tests;

/// <summary>The tier comparison again in processes in which the runtime may not use AVX-512, AVX2 or any SIMD: the choice of the tier is made there.</summary>
public sealed class TierProcessTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512", nameof(SimdTier.Vector256))]
    [InlineData("DOTNET_EnableAVX2", nameof(SimdTier.Vector128))]
    [InlineData("DOTNET_EnableHWIntrinsic", nameof(SimdTier.Scalar))]
    public async Task TiersAgreeWithout(string variable, string highestTier)
    {
        if (Environment.GetEnvironmentVariable(TierTests.HighestTierVariable) is not null)
        {
            Assert.Skip("already in a child process");
        }

        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "--filter-class", typeof(TierTests).FullName!, "--filter-class", typeof(RecordedVectorTests).FullName! })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[variable] = "0";
        start.Environment[TierTests.HighestTierVariable] = highestTier;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{variable}=0 exits with {process.ExitCode}:\n{output}\n{await errors}");
        Assert.Contains("succeeded: 53", output, StringComparison.Ordinal);
    }
}
