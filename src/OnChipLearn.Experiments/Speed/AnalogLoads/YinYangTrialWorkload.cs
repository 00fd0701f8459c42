using OnChipLearn.Analog;
using OnChipLearn.Analog.Imperfection;
using OnChipLearn.Analog.Networks;
using OnChipLearn.Analog.Neurons;
using OnChipLearn.Analog.Simd;

namespace OnChipLearn.Experiments.Speed.AnalogLoads;

/// <summary>Trials of 30 us of a 25-120-3 network on a chip of preset typical, nearly every hidden neuron spiking once (<see cref="YinYangLoad"/>).</summary>
public sealed class YinYangTrialWorkload : IAnalogWorkload
{
    /// <summary>Trials of one run.</summary>
    public const int TrialsAtOnce = 128;

    private const double TrialUs = 30;
    private const int Stimuli = 64;
    private readonly FeedForwardNetwork _network;
    private readonly (int Input, int Tick)[][] _stimuli = [.. Enumerable.Range(0, Stimuli).Select(k => YinYangLoad.Stimulus((ulong)k))];
    private int _trial;

    /// <param name="tier">Kernel width.</param>
    public YinYangTrialWorkload(SimdTier tier) => _network = YinYangLoad.Create(
        ChipInstance.Create(ImperfectionPreset.Typical), new NeuronParameters { RefractoryUs = TrialUs }, seed: 1, new AnalogCoreOptions { Tier = tier });

    /// <inheritdoc/>
    public string Description => "25-120-3, trial of 30 us, nearly all hidden neurons spiking, typical";

    /// <inheritdoc/>
    public int Operations => TrialsAtOnce;

    /// <inheritdoc/>
    public double EmulatedMicroseconds => TrialUs;

    /// <inheritdoc/>
    public void Run()
    {
        for (int k = 0; k < Operations; k++)
        {
            _network.RunTrial(_trial, _stimuli[_trial % Stimuli], (long)TrialUs * PpuClock.CyclesPerMicrosecond);
            _trial++;
        }
    }
}
