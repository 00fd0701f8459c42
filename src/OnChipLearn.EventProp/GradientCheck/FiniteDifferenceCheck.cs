using OnChipLearn.EventProp.Adjoint;
using OnChipLearn.EventProp.Forward;

namespace OnChipLearn.EventProp.GradientCheck;

/// <summary>Result of one check.</summary>
/// <param name="Accepted">
/// False if a spike appeared or vanished within <see cref="FiniteDifferenceCheck.Probe"/> of a parameter, or the order of a neuron's events
/// changed within the difference stencil (the loss has no derivative there), or no gradient reaches
/// <see cref="FiniteDifferenceCheck.SmallestGradient"/> (the outputs are silent).
/// </param>
/// <param name="Parameters">Weights, delays and input times compared.</param>
/// <param name="Spikes">Spikes of neurons in the run.</param>
/// <param name="LargestGradient">|g_FD|inf.</param>
/// <param name="Deviation">|g - g_FD|inf / |g_FD|inf.</param>
public readonly record struct CheckResult(bool Accepted, int Parameters, int Spikes, double LargestGradient, double Deviation);

/// <summary>
/// Compares the adjoint gradient with central differences, extrapolated twice (Richardson, steps h, h/2, h/4), for every weight, every delay
/// above the probe, and every input time.
/// </summary>
public static class FiniteDifferenceCheck
{
    /// <summary>Step h: the truncation is of order h^6, the rounding of order 1e-16/h.</summary>
    public const double Step = 4e-6;

    /// <summary>Distance at which creation and deletion of spikes are looked for.</summary>
    public const double Probe = 1e-4;

    /// <summary>
    /// Problems whose largest gradient is smaller tell nothing: rounding of the loss (1e-16 over the step) would be more than 1e-6 of it.
    /// </summary>
    public const double SmallestGradient = 1e-3;

    /// <summary>Checks one problem; its network is left unchanged.</summary>
    public static CheckResult Run(GradientProblem problem)
    {
        var evaluation = new Evaluation(problem);
        var gradient = new NetworkGradient(problem.Network.Weights.Length);
        new AdjointPass(problem.Network).Run(evaluation.Trace, evaluation.Loss, gradient);
        var spikes = evaluation.Trace.NeuronSpikes;
        double[] inputGradient = [.. InputGradients(evaluation.Trace, gradient)];

        var comparison = new Comparison();
        var accepted = Weights(problem, evaluation, gradient, comparison)
            && Delays(problem, evaluation, gradient, comparison)
            && InputTimes(problem, evaluation, inputGradient, comparison)
            && comparison.Largest >= SmallestGradient;
        return new CheckResult(accepted, comparison.Count, spikes, comparison.Largest, comparison.Deviation);
    }

    private static IEnumerable<double> InputGradients(Trace trace, NetworkGradient gradient)
    {
        for (var s = 0; s < trace.Spikes.Length; s++)
        {
            if (trace.Spikes[s].Channel < trace.Inputs)
            {
                yield return gradient.SpikeTimes[s];
            }
        }
    }

    private static bool Weights(GradientProblem problem, Evaluation evaluation, NetworkGradient gradient, Comparison comparison)
    {
        for (var s = 0; s < problem.Network.Weights.Length; s++)
        {
            var weight = problem.Network.Weights[s];
            var synapse = s;
            var difference = Difference(evaluation, step =>
            {
                problem.Network.Weights[synapse] = weight + step;
                return evaluation.At(problem.Inputs);
            });
            problem.Network.Weights[s] = weight;
            if (!comparison.Add(gradient.Weights[s], difference))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Delays(GradientProblem problem, Evaluation evaluation, NetworkGradient gradient, Comparison comparison)
    {
        var delays = problem.Network.Delays.ToArray();
        for (var s = 0; s < delays.Length; s++)
        {
            var delay = delays[s];
            if (delay <= Probe)
            {
                continue;
            }

            var synapse = s;
            var difference = Difference(evaluation, step =>
            {
                delays[synapse] = delay + step;
                problem.Network.SetDelays(delays);
                return evaluation.At(problem.Inputs);
            });
            delays[s] = delay;
            problem.Network.SetDelays(delays);
            if (!comparison.Add(gradient.Delays[s], difference))
            {
                return false;
            }
        }

        return true;
    }

    private static bool InputTimes(GradientProblem problem, Evaluation evaluation, double[] gradient, Comparison comparison)
    {
        for (var i = 0; i < problem.Inputs.Length; i++)
        {
            var index = i;
            var difference = Difference(evaluation, step =>
            {
                var inputs = (Spike[])problem.Inputs.Clone();
                inputs[index] = inputs[index] with { Time = inputs[index].Time + step };
                Array.Sort(inputs, static (a, b) => a.Time.CompareTo(b.Time));
                return evaluation.At(inputs);
            });
            if (!comparison.Add(gradient[i], difference))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>NaN if the structure changes anywhere in the stencil or the number of spikes at the probe.</summary>
    private static double Difference(Evaluation evaluation, Func<double, double> evaluate)
    {
        if (!evaluation.KeepsSpikes(evaluate, Probe))
        {
            return double.NaN;
        }

        var wide = evaluation.Central(evaluate, Step);
        var middle = evaluation.Central(evaluate, Step / 2);
        var narrow = evaluation.Central(evaluate, Step / 4);
        var first = ((4 * middle) - wide) / 3;
        var second = ((4 * narrow) - middle) / 3;
        return ((16 * second) - first) / 15;
    }

    private sealed class Evaluation
    {
        private readonly GradientProblem _problem;
        private readonly EventDrivenSimulation _simulation;
        private readonly RunStructure _structure;
        private readonly ulong _baseStructure;
        private readonly ulong _baseSpikes;

        public Evaluation(GradientProblem problem)
        {
            _problem = problem;
            _simulation = new EventDrivenSimulation(problem.Network);
            _structure = new RunStructure(problem.Network);
            At(problem.Inputs);
            _baseStructure = _structure.Fingerprint(Trace, Loss);
            _baseSpikes = RunStructure.SpikeCounts(Trace);
        }

        public Trace Trace { get; } = new();

        public LossGradient Loss { get; } = new();

        public double At(ReadOnlySpan<Spike> inputs)
        {
            _simulation.Run(inputs, _problem.Horizon, Trace);
            Loss.Begin(Trace.Spikes.Length, _problem.Network.Neurons);
            return _problem.Loss.Evaluate(Trace, _problem.Label, Loss);
        }

        public bool KeepsSpikes(Func<double, double> evaluate, double step)
        {
            evaluate(step);
            var above = RunStructure.SpikeCounts(Trace);
            evaluate(-step);
            return above == _baseSpikes && RunStructure.SpikeCounts(Trace) == _baseSpikes;
        }

        public double Central(Func<double, double> evaluate, double step)
        {
            var above = evaluate(step);
            var kept = _structure.Fingerprint(Trace, Loss) == _baseStructure;
            var below = evaluate(-step);
            kept &= _structure.Fingerprint(Trace, Loss) == _baseStructure;
            return kept ? (above - below) / (2 * step) : double.NaN;
        }
    }

    private sealed class Comparison
    {
        private double _worst;

        public int Count { get; private set; }

        public double Largest { get; private set; }

        public double Deviation => _worst / Largest;

        public bool Add(double gradient, double difference)
        {
            if (double.IsNaN(difference))
            {
                return false;
            }

            Count++;
            Largest = Math.Max(Largest, Math.Abs(difference));
            _worst = Math.Max(_worst, Math.Abs(gradient - difference));
            return true;
        }
    }
}
