using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Environments;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Configs;
using OnChipLearn.Experiments.Speed;

namespace OnChipLearn.Benchmarks;

/// <summary>
/// EventProp on the host, 5-120-3, on every SIMD tier. One operation is one sample. Nothing may be allocated per operation.
/// </summary>
[MemoryDiagnoser]
[Config(typeof(Tiers))]
public class EventPropBenchmarks
{
    private const int Samples = 1000;
    private EventPropWorkloads? _workloads;
    private ISpeedWorkload? _closedForward, _closedBoth, _generalForward, _generalBoth;

    [GlobalSetup]
    public void Setup()
    {
        _workloads = new EventPropWorkloads(Checkout.File("fixtures/tasks/yin-yang"));
        _closedForward = _workloads.ClosedForward;
        _closedBoth = _workloads.ClosedBoth;
        _generalForward = _workloads.GeneralForward;
        _generalBoth = _workloads.GeneralBoth;
    }

    [Benchmark(OperationsPerInvoke = Samples)]
    public void ClosedForward() => _closedForward!.Run();

    [Benchmark(OperationsPerInvoke = Samples)]
    public void ClosedForwardAndBackward() => _closedBoth!.Run();

    [Benchmark(OperationsPerInvoke = Samples)]
    public void EventDrivenForward() => _generalForward!.Run();

    [Benchmark(OperationsPerInvoke = Samples)]
    public void EventDrivenForwardAndBackward() => _generalBoth!.Run();

    private sealed class Tiers : ManualConfig
    {
        public Tiers()
        {
            AddJob(Job.Default.WithId("AVX-512"));
            AddJob(Tier("AVX2", "DOTNET_EnableAVX512"));
            AddJob(Tier("SSE", "DOTNET_EnableAVX2"));
        }

        private static Job Tier(string name, string disabled) => Job.Default.WithId(name).WithEnvironmentVariable(new EnvironmentVariable(disabled, "0"));
    }
}
