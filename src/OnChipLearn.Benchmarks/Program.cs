using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(OnChipLearn.Benchmarks.InterpreterBenchmarks).Assembly).Run(args);
