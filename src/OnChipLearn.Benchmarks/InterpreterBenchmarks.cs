using BenchmarkDotNet.Attributes;
using OnChipLearn.Experiments.Corpora;

namespace OnChipLearn.Benchmarks;

/// <summary>
/// The exact interpreter on programs of the RTL corpora. One operation is one simulated cycle: a mean of 50 ns is 20 million cycles per second, 129 times the
/// simulation of the RTL (<see cref="CorpusSpeed.RtlCyclesPerSecond"/>). Nothing may be allocated per operation.
/// </summary>
[MemoryDiagnoser]
public class InterpreterBenchmarks
{
    private const int Cycles = 4_000_000;
    private const string Corpus = "fixtures/timing/rtl-programs.jsonl.gz";
    private CorpusSpeed _programs = new([]);

    /// <summary>Kind of program as the corpus names it.</summary>
    [Params("compiled-c", "random-scalar", "random-vector", "random-mixed")]
    public string Kind { get; set; } = string.Empty;

    [GlobalSetup]
    public void Setup() => _programs = new CorpusSpeed([.. CorpusReader.Read(Checkout.File(Corpus)).Where(program => program.Kind == Kind)]);

    [Benchmark(OperationsPerInvoke = Cycles)]
    public long Interpreter() => _programs.Run(Cycles);
}
