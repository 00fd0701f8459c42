using OnChipLearn.EventProp.Adjoint;
using OnChipLearn.EventProp.Forward;
using OnChipLearn.EventProp.Networks;

namespace OnChipLearn.EventProp.Losses;

/// <summary>Cross-entropy over the maximum of each output's membrane over the run: -log softmax(scale max V)[label].</summary>
public sealed class MaximumVoltageCrossEntropy(Network network, OutputNeurons outputs, double scale = 1) : ILoss, IMembraneObserver
{
    private readonly MembraneReplay _replay = new(network);
    private readonly double[] _largest = new double[outputs.Count];
    private readonly double[] _probability = new double[outputs.Count];
    private readonly VoltageImpulse[] _at = new VoltageImpulse[outputs.Count];
    private Trace? _trace;

    public double Evaluate(Trace trace, int label, LossGradient gradient)
    {
        outputs.RequireLabel(label);
        Array.Fill(_largest, double.NegativeInfinity);
        _trace = trace;
        _replay.Run(trace, outputs.First, outputs.Count, this);
        for (var k = 0; k < outputs.Count; k++)
        {
            _probability[k] = scale * _largest[k];
        }

        var loss = CrossEntropy.Softmax(_probability, label);
        for (var k = 0; k < outputs.Count; k++)
        {
            gradient.Add(_at[k] with { Gradient = scale * (_probability[k] - (k == label ? 1 : 0)) });
        }

        return loss;
    }

    /// <summary>
    /// A maximum lies at the start of the run, where the slope vanishes, or at the end of a segment: at a kink that an arrival makes, or
    /// at the end of the run. Starts of later segments are the ends of earlier ones or a reset.
    /// </summary>
    void IMembraneObserver.Observe(in MembraneSegment segment)
    {
        var output = segment.Neuron - outputs.First;
        if (segment.Start == 0)
        {
            Offer(output, segment, 0, slope: 0);
        }

        if (segment.Clamped)
        {
            return;
        }

        var kernel = _replay.KernelOf(segment.Neuron);
        var length = segment.End - segment.Start;
        var stationary = kernel.StationaryTime(segment.Potential, segment.Current);
        if (stationary < length)
        {
            Offer(output, segment, stationary, slope: 0);
        }

        var entries = _trace!.Entries;
        var atArrival = segment.EndEntry < entries.Length && entries[segment.EndEntry].Kind == TraceKind.Arrival;
        var response = kernel.At(length);
        var potential = (segment.Potential * response.Membrane) + (segment.Current * response.Potential);
        Offer(output, segment, length, atArrival ? ((segment.Current * response.Synapse) - potential) / kernel.MembraneTime : 0);
    }

    private void Offer(int output, in MembraneSegment segment, double after, double slope)
    {
        var response = _replay.KernelOf(segment.Neuron).At(after);
        var voltage = network.Parameters[segment.Neuron].Leak
            + (segment.Potential * response.Membrane) + (segment.Current * response.Potential);
        if (voltage > _largest[output])
        {
            _largest[output] = voltage;
            _at[output] = new VoltageImpulse(segment.EndEntry, segment.Start + after, segment.Neuron, 0, slope);
        }
    }
}
