using OnChipLearn.EventProp.Adjoint;
using OnChipLearn.EventProp.Forward;
using OnChipLearn.EventProp.Networks;

namespace OnChipLearn.EventProp.Losses;

/// <summary>Cross-entropy over the integral of each output's membrane over the run: -log softmax(scale integral of V)[label].</summary>
public sealed class IntegralVoltageCrossEntropy(Network network, OutputNeurons outputs, double scale = 1) : ILoss, IMembraneObserver
{
    private readonly MembraneReplay _replay = new(network);
    private readonly double[] _integral = new double[outputs.Count];

    public double Evaluate(Trace trace, int label, LossGradient gradient)
    {
        outputs.RequireLabel(label);
        Array.Clear(_integral);
        _replay.Run(trace, outputs.First, outputs.Count, this);
        foreach (ref var integral in _integral.AsSpan())
        {
            integral *= scale;
        }

        var loss = CrossEntropy.Softmax(_integral, label);
        for (var k = 0; k < outputs.Count; k++)
        {
            gradient.Integrals[outputs.First + k] += scale * (_integral[k] - (k == label ? 1 : 0));
        }

        return loss;
    }

    void IMembraneObserver.Observe(in MembraneSegment segment)
    {
        var length = segment.End - segment.Start;
        var relative = segment.Clamped
            ? segment.Potential * length
            : _replay.KernelOf(segment.Neuron).PotentialIntegral(segment.Potential, segment.Current, length);
        _integral[segment.Neuron - outputs.First] += relative + (network.Parameters[segment.Neuron].Leak * length);
    }
}
