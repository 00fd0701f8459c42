using System.Globalization;
using OnChipLearn.Compiler.Tests.HandScheduled;
using OnChipLearn.Compiler.Tests.Kernels;

namespace OnChipLearn.Compiler.Tests;

/// <summary>
/// Cycles of the vector kernels against assembly that was written for the purpose and is the best of many legal orders. Run with --show-live-output on
/// for the table.
/// </summary>
public sealed class VectorCodeQualityTests(ITestOutputHelper output)
{
    private const double Allowed = 1.1;
    private static readonly bool Full = Environment.GetEnvironmentVariable("ONCHIPLEARN_FULL") == "1";

    private static readonly (string Kernel, int Rounds)[] Kernels =
    [
        (nameof(VectorBenchmarks.StdpRowUpdate), VectorBenchmarks.Rows),
        (nameof(VectorBenchmarks.Axpy), VectorBenchmarks.Pairs),
        (nameof(VectorBenchmarks.MaskedRowUpdate), VectorBenchmarks.MaskedRows),
        (nameof(VectorBenchmarks.AdjointRow), VectorBenchmarks.Inputs),
    ];

    public static TheoryData<string> KernelNames => [.. Kernels.Select(pair => pair.Kernel)];

    [Fact]
    public void VectorKernelsAgainstAssembly()
    {
        var ratios = new List<(string Kernel, double Ratio)>();
        output.WriteLine("| kernel | cycles | assembly | ratio | before reordering | unit bound | port bound | assembly / bound | cycles with checks |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var (kernel, rounds) in Kernels)
        {
            var array = new RecordedArray();
            var ours = PpuRun.Of(typeof(VectorBenchmarks), kernel, checks: false, port: array);
            var withChecks = PpuRun.Of(typeof(VectorBenchmarks), kernel, port: new RecordedArray());
            var hand = new HandProgram(kernel, ours.Program.Image, rounds);
            var order = BestOrders.Read(kernel);
            Assert.True(new BlockDependences(hand.Block).IsLegal(order));
            var asWritten = hand.Run([.. Enumerable.Range(0, hand.Block.Length)]);
            var cycles = hand.Run(order);
            RequireSameResults(hand, ours, array);

            var bound = ThroughputBound.Of(hand.Block);
            var ratio = (double)ours.Cycles / cycles;
            ratios.Add((kernel, ratio));
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {kernel} | {ours.Cycles} | {cycles} | {ratio:0.00} | {asWritten} | {rounds * bound.UnitCycles} ({bound.Unit}) | {rounds * bound.PortCycles} | {(double)cycles / rounds / bound.Cycles:0.00} | {withChecks.Cycles} |"));
        }

        Assert.All(ratios, pair => Assert.True(pair.Ratio <= Allowed, $"{pair.Kernel}: {pair.Ratio:0.000} of the assembly's cycles"));
    }

    [Theory]
    [MemberData(nameof(KernelNames))]
    public void KeptOrdersAreWhatTheSearchFinds(string kernel)
    {
        Assert.SkipUnless(Full, "30,000 orders per kernel: with ONCHIPLEARN_FULL=1");
        var data = PpuRun.Compile(typeof(VectorBenchmarks), kernel, checks: false).Image;
        var (order, evaluations) = BestOrders.Search(new HandProgram(kernel, data, BestOrders.Rounds));
        output.WriteLine($"\"{kernel}\": [{string.Join(", ", order)}]");

        Assert.True(evaluations >= BestOrders.Evaluations, $"only {evaluations} orders");
        Assert.Equal(BestOrders.Read(kernel), order);
    }

    private static void RequireSameResults(HandProgram hand, PpuRun ours, RecordedArray array)
    {
        foreach (var symbol in ours.Program.Memory.Entries.Where(entry => entry.Kind == MemoryKind.Data))
        {
            Assert.True(hand.Memory.Slice(symbol.Address, symbol.Bytes).SequenceEqual(ours.Memory.Slice(symbol.Address, symbol.Bytes)), symbol.Name);
        }

        Assert.Equal(array.Written.Keys.Order(), hand.Port.Written.Keys.Order());
        Assert.All(array.Written, pair => Assert.Equal(pair.Value, hand.Port.Written[pair.Key]));
    }
}
