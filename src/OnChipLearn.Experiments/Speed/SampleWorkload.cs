using OnChipLearn.EventProp.Tasks;
using OnChipLearn.EventProp.Training;

namespace OnChipLearn.Experiments.Speed;

/// <summary>Samples of Yin-Yang on one thread, forward or forward and backward, without weight updates.</summary>
public sealed class SampleWorkload(ILearningEngine engine, SampleSet samples, bool backward) : ISpeedWorkload
{
    private readonly double[] _gradient = new double[engine.Weights.Length];
    private int _next;

    public int Operations => 1000;

    public void Run()
    {
        for (var i = 0; i < Operations; i++)
        {
            _next = (_next + 1) % samples.Count;
            if (backward)
            {
                engine.Learn(samples.Times(_next), samples.Label(_next), _gradient);
            }
            else
            {
                engine.Infer(samples.Times(_next), samples.Label(_next));
            }
        }
    }
}
