using OnChipLearn.EventProp.Adjoint;
using OnChipLearn.EventProp.Forward;
using OnChipLearn.EventProp.Networks;

namespace OnChipLearn.EventProp.Losses;

/// <summary>
/// The analog-to-digital converter's view: 1/2 sum over samples and outputs of (V_k(t_s) - target)^2 with one target for the label and one
/// for the others, at fixed sample times.
/// </summary>
public sealed class SampledVoltageError : ILoss, IMembraneObserver
{
    private readonly Network _network;
    private readonly OutputNeurons _outputs;
    private readonly double[] _times;
    private readonly double _targetOfLabel;
    private readonly double _targetOfOthers;
    private readonly MembraneReplay _replay;
    private readonly int[] _next;
    private int _label;
    private double _sum;
    private LossGradient? _gradient;

    /// <param name="network">Network of the traces.</param>
    /// <param name="outputs">Neurons that are sampled.</param>
    /// <param name="times">Sample times in increasing order.</param>
    /// <param name="targetOfLabel">Wanted membrane of the label's neuron.</param>
    /// <param name="targetOfOthers">Wanted membrane of the others.</param>
    public SampledVoltageError(Network network, OutputNeurons outputs, ReadOnlySpan<double> times, double targetOfLabel, double targetOfOthers)
    {
        for (var i = 0; i < times.Length; i++)
        {
            if (!(times[i] >= (i == 0 ? 0 : times[i - 1]) && double.IsFinite(times[i])))
            {
                throw new EventPropInputException($"sample {i}", "time", times[i], "finite times of at least 0 in increasing order");
            }
        }

        _network = network;
        _outputs = outputs;
        _times = times.ToArray();
        _targetOfLabel = targetOfLabel;
        _targetOfOthers = targetOfOthers;
        _replay = new MembraneReplay(network);
        _next = new int[outputs.Count];
    }

    public double Evaluate(Trace trace, int label, LossGradient gradient)
    {
        _outputs.RequireLabel(label);
        Array.Clear(_next);
        _label = label;
        _sum = 0;
        _gradient = gradient;
        _replay.Run(trace, _outputs.First, _outputs.Count, this);
        return _sum;
    }

    void IMembraneObserver.Observe(in MembraneSegment segment)
    {
        var output = segment.Neuron - _outputs.First;
        var kernel = _replay.KernelOf(segment.Neuron);
        for (ref var next = ref _next[output]; next < _times.Length && _times[next] <= segment.End; next++)
        {
            var response = kernel.At(segment.Clamped ? 0 : _times[next] - segment.Start);
            var voltage = _network.Parameters[segment.Neuron].Leak
                + (segment.Potential * response.Membrane) + (segment.Current * response.Potential);
            var error = voltage - (output == _label ? _targetOfLabel : _targetOfOthers);
            _sum += 0.5 * error * error;
            _gradient!.Add(new VoltageImpulse(segment.EndEntry, _times[next], segment.Neuron, error, 0));
        }
    }
}
