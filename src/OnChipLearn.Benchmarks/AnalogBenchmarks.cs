using BenchmarkDotNet.Attributes;
using OnChipLearn.Analog.Neurons;
using OnChipLearn.Analog.Simd;
using OnChipLearn.Experiments.Speed;
using OnChipLearn.Experiments.Speed.AnalogLoads;

namespace OnChipLearn.Benchmarks;

/// <summary>
/// The analog core per SIMD tier. One operation is one microsecond of chip time for the full chip and the plain networks, one trial of 30 us for Yin-Yang:
/// real time is a mean of 1 us and 30 us. Nothing may be allocated per operation.
/// </summary>
[MemoryDiagnoser]
public class AnalogBenchmarks
{
    private const int Sparse = 5;
    private const int Dense = 50;
    private ISpeedWorkload _trial = null!;
    private ISpeedWorkload _chip = null!;
    private ISpeedWorkload _sparse = null!;
    private ISpeedWorkload _dense = null!;

    /// <summary>Kernel width; the scalar tier is the reference.</summary>
    [Params(SimdTier.Scalar, SimdTier.Vector128, SimdTier.Vector256, SimdTier.Vector512)]
    public SimdTier Tier { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _trial = new YinYangTrialWorkload(Tier);
        _chip = new FullChipWorkload(Tier);
        _sparse = new PlainNetworkWorkload(Sparse, Tier, NeuronModel.PlainLeakyIntegrateAndFire);
        _dense = new PlainNetworkWorkload(Dense, Tier, NeuronModel.PlainLeakyIntegrateAndFire);
    }

    [Benchmark(OperationsPerInvoke = YinYangTrialWorkload.TrialsAtOnce)]
    public void YinYangTrial() => _trial.Run();

    [Benchmark(OperationsPerInvoke = FullChipWorkload.Microseconds)]
    public void FullChip() => _chip.Run();

    [Benchmark(OperationsPerInvoke = PlainNetworkWorkload.Microseconds)]
    public void PlainNetworkSparse() => _sparse.Run();

    [Benchmark(OperationsPerInvoke = PlainNetworkWorkload.Microseconds)]
    public void PlainNetworkDense() => _dense.Run();
}
