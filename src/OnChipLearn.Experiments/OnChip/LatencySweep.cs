using OnChipLearn.EventProp.Tasks;
using OnChipLearn.Experiments.Training;

namespace OnChipLearn.Experiments.OnChip;

/// <summary>One run of the sweep.</summary>
/// <param name="SpikePath">How spikes reach the processors.</param>
/// <param name="OmnibusCycles">Latency of an Omnibus word.</param>
/// <param name="FpgaVectorLoadCycles">A vector load from FPGA memory as a program measures it.</param>
/// <param name="SharedFetchPort">Fetch and data share one SRAM port.</param>
/// <param name="LearningCyclesPerSample">Cycles of learning per sample on the busier processor, mean.</param>
/// <param name="WorstCycles">Of the sample with the most.</param>
/// <param name="TrainingSamplesPerSecond">Of chip time.</param>
/// <param name="MissedDeadlines">Trial periods without a request.</param>
/// <param name="DroppedEvents">Events that found no room.</param>
public sealed record LatencyResult(
    string SpikePath, int OmnibusCycles, int FpgaVectorLoadCycles, bool SharedFetchPort, double LearningCyclesPerSample, long WorstCycles,
    double TrainingSamplesPerSecond, long MissedDeadlines, long DroppedEvents);

/// <summary>
/// Cycles of learning for latencies that are not known from silicon: Omnibus word 20, 40, 80; vector load from FPGA memory 344, 700; SRAM shared by
/// fetch and data or not; both spike paths. Each run trains one short epoch.
/// </summary>
public static class LatencySweep
{
    private const int EvaluationSamples = 4;
    private static readonly string[] Paths = ["fpga-dram", "event-fifo"];
    private static readonly int[] OmnibusCycles = [20, 40, 80];
    private static readonly int[] VectorLoadCycles = [344, 700];

    /// <summary>Runs of a sweep.</summary>
    public static int Runs => Paths.Length * OmnibusCycles.Length * VectorLoadCycles.Length * 2;

    /// <summary>Runs the sweep; <paramref name="progress"/> is called after each run.</summary>
    /// <param name="request">Network, chip, data; its spike path and epochs do not count.</param>
    /// <param name="seed">Seed of chip, weights and order.</param>
    /// <param name="samples">Training samples of each run.</param>
    /// <param name="progress">Called after each run.</param>
    public static IReadOnlyList<LatencyResult> Run(TrainingRequest request, ulong seed, int samples, Action<LatencyResult> progress)
    {
        var data = YinYang.Load(request.DataFolder, new LatencyEncoding());
        if (samples < 1 || samples > data.Train.Count)
        {
            throw new ExperimentInputException("verdict", "samples", samples, $"1..{data.Train.Count}");
        }

        var results = new List<LatencyResult>();
        foreach (var path in Paths)
        {
            foreach (var omnibus in OmnibusCycles)
            {
                foreach (var load in VectorLoadCycles)
                {
                    foreach (var shared in new[] { false, true })
                    {
                        var setup = new FirmwareSetup(
                            request with { SpikePath = path, Epochs = 1 }, seed, data.Take(samples, EvaluationSamples, EvaluationSamples),
                            timing: PortTiming.With(omnibus, load));
                        results.Add(Run(setup, path, omnibus, load, shared));
                        progress(results[^1]);
                    }
                }
            }
        }

        return results;
    }

    private static LatencyResult Run(FirmwareSetup setup, string path, int omnibus, int load, bool shared)
    {
        var run = new FirmwareTrainingRun(setup, new OnChipRun(setup, PortTiming.Core(shared)));
        run.RunEpoch();
        var costs = run.Costs;
        var verdict = costs.OnChip!;
        return new LatencyResult(
            path, omnibus, load, shared, costs.LearningCyclesPerSample!.Value, verdict.Phases!.Max(phases => phases.Worst.Learning),
            costs.TrainingSamplesPerSecond!.Value, verdict.MissedDeadlines, verdict.Drops.Record + verdict.Drops.Crossbar + verdict.Drops.Link);
    }
}
