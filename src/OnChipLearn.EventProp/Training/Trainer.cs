using OnChipLearn.EventProp.Randomness;
using OnChipLearn.EventProp.Tasks;

namespace OnChipLearn.EventProp.Training;

/// <summary>Mean over the samples of one pass.</summary>
/// <param name="Accuracy">Fraction of samples whose predicted class is the label.</param>
/// <param name="Loss">Mean loss.</param>
/// <param name="SpikesPerSample">Mean number of spikes of all neurons.</param>
public readonly record struct PassResult(double Accuracy, double Loss, double SpikesPerSample);

/// <summary>
/// Mini-batch training of any engine. State is (weights, optimizer state, epoch): the order of samples is a function of seed and epoch
/// alone, so a run that resumes from a checkpoint continues bit for bit. Allocates nothing per sample.
/// </summary>
public sealed class Trainer
{
    private readonly ILearningEngine _engine;
    private readonly TrainingSettings _settings;
    private readonly IOptimizer _optimizer;
    private readonly double[] _gradient;
    private int[] _order = [];

    public Trainer(ILearningEngine engine, TrainingSettings settings)
    {
        settings.Validate();
        _engine = engine;
        _settings = settings;
        _gradient = new double[engine.Weights.Length];
        _optimizer = settings.Optimizer switch
        {
            OptimizerKind.Adam => new Adam(_gradient.Length),
            OptimizerKind.Momentum => new GradientDescent(_gradient.Length, momentum: 0.9),
            _ => new GradientDescent(_gradient.Length),
        };
    }

    /// <summary>Epochs done.</summary>
    public int Epoch { get; private set; }

    /// <summary>Learning rate of the next epoch.</summary>
    public double LearningRate => _settings.LearningRate * Math.Pow(_settings.LearningRateDecay, Epoch);

    /// <summary>One pass over the samples in random order, with a weight update per batch.</summary>
    public PassResult TrainEpoch(SampleSet samples)
    {
        ShuffleOrder(samples.Count);
        var rate = LearningRate;
        int correct = 0, spikes = 0;
        var loss = 0.0;
        for (var start = 0; start < samples.Count; start += _settings.BatchSize)
        {
            var batch = _order.AsSpan(start, Math.Min(_settings.BatchSize, samples.Count - start));
            Array.Clear(_gradient);
            _engine.ClearSpikeCounts();
            foreach (var sample in batch)
            {
                var result = _engine.Learn(samples.Times(sample), samples.Label(sample), _gradient);
                correct += result.Class == samples.Label(sample) ? 1 : 0;
                spikes += result.Spikes;
                loss += result.Loss;
            }

            Update(batch.Length, rate);
        }

        Epoch++;
        return new PassResult((double)correct / samples.Count, loss / samples.Count, (double)spikes / samples.Count);
    }

    /// <summary>One pass without learning.</summary>
    public PassResult Evaluate(SampleSet samples)
    {
        int correct = 0, spikes = 0;
        var loss = 0.0;
        for (var sample = 0; sample < samples.Count; sample++)
        {
            var result = _engine.Infer(samples.Times(sample), samples.Label(sample));
            correct += result.Class == samples.Label(sample) ? 1 : 0;
            spikes += result.Spikes;
            loss += result.Loss;
        }

        return new PassResult((double)correct / samples.Count, loss / samples.Count, (double)spikes / samples.Count);
    }

    /// <summary>Everything needed to continue.</summary>
    public Checkpoint Save() => new(_settings, Epoch, [.. _engine.Weights], [.. _optimizer.State]);

    /// <summary>Continues from a checkpoint of a trainer with the same engine and settings.</summary>
    public void Resume(Checkpoint checkpoint)
    {
        if (checkpoint.Settings != _settings)
        {
            throw new EventPropInputException("checkpoint", "settings", checkpoint.Settings, _settings.ToString());
        }

        Require("number of weights", checkpoint.Weights.Length, _engine.Weights.Length);
        Require("size of the optimizer state", checkpoint.OptimizerState.Length, _optimizer.State.Length);
        checkpoint.Weights.CopyTo(_engine.Weights);
        checkpoint.OptimizerState.CopyTo(_optimizer.State);
        Epoch = checkpoint.Epoch;
        _engine.WeightsChanged();
    }

    private static void Require(string field, int value, int expected)
    {
        if (value != expected)
        {
            throw new EventPropInputException("checkpoint", field, value, $"{expected}");
        }
    }

    private void ShuffleOrder(int count)
    {
        if (_order.Length != count)
        {
            _order = new int[count];
        }

        for (var i = 0; i < count; i++)
        {
            _order[i] = i;
        }

        new SeededRandom(_settings.Seed, OrderStream + (ulong)Epoch).Shuffle<int>(_order);
    }

    /// <summary>First random stream of the epochs, apart from those of weight initialisation and noise.</summary>
    private const ulong OrderStream = 1000;

    private void Update(int samples, double rate)
    {
        var scale = 1.0 / samples;
        foreach (ref var value in _gradient.AsSpan())
        {
            value *= scale;
            if (_settings.GradientClip > 0)
            {
                value = Math.Clamp(value, -_settings.GradientClip, _settings.GradientClip);
            }
        }

        _optimizer.Step(_engine.Weights, _gradient, rate);
        if (_settings.SilentRaise > 0)
        {
            for (var neuron = 0; neuron < _engine.Neurons; neuron++)
            {
                if (_engine.SpikeCounts[neuron] == 0)
                {
                    _engine.RaiseInputs(neuron, _settings.SilentRaise);
                }
            }
        }

        _engine.WeightsChanged();
    }
}
