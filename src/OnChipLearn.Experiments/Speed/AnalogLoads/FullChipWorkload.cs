using OnChipLearn.Analog;
using OnChipLearn.Analog.Events;
using OnChipLearn.Analog.Imperfection;
using OnChipLearn.Analog.Neurons;
using OnChipLearn.Analog.Simd;
using OnChipLearn.Analog.Synapses;

namespace OnChipLearn.Experiments.Speed.AnalogLoads;

/// <summary>
/// The full chip: 512 neurons of preset typical, all 131,072 synapses with weights 0..15, one event per microsecond and hemisphere on a random
/// driver of two rows, a quarter of the rows inhibitory. An operation is a microsecond of chip time. fixtures/analog/brian2_speed.py simulates the same network.
/// </summary>
public sealed class FullChipWorkload : IAnalogWorkload
{
    /// <summary>Microseconds of one run.</summary>
    public const int Microseconds = 100 * MicrosecondsAtOnce;

    private const int MicrosecondsAtOnce = 16;
    private const uint WeightMultiplier = 2654435761;
    private const int WeightShift = 28; // four bits
    private readonly AnalogCore _core;
    private readonly SpikeSink _sink = new();
    private ulong _microsecond;

    /// <param name="tier">Kernel width.</param>
    public FullChipWorkload(SimdTier tier)
    {
        _core = new AnalogCore(ChipInstance.Create(ImperfectionPreset.Typical), _sink, new AnalogCoreOptions { Tier = tier });
        for (int hemisphere = 0; hemisphere < ArrayGeometry.Hemispheres; hemisphere++)
        {
            for (int column = 0; column < ArrayGeometry.Columns; column++)
            {
                _core.ConfigureNeuron(hemisphere, column, new NeuronParameters());
                for (int row = 0; row < ArrayGeometry.Rows; row++)
                {
                    uint key = ((uint)hemisphere << 16) | ((uint)row << 8) | (uint)column;
                    _core[hemisphere].Synapses.Set(SynapseField.Weight, row, column, (int)(key * WeightMultiplier >> WeightShift));
                }
            }

            for (int driver = 0; driver < ArrayGeometry.Drivers; driver++)
            {
                RowMode top = driver % 2 == 0 ? RowMode.Inhibitory : RowMode.Excitatory;
                _core[hemisphere].Drivers[driver] = new DriverSettings { BottomRow = RowMode.Excitatory, TopRow = top, Receives = true, RowSelectMask = 31 };
            }
        }
    }

    /// <inheritdoc/>
    public string Description => "full chip, 512 neurons, 1 M events/s per hemisphere, typical";

    /// <inheritdoc/>
    public int Operations => Microseconds;

    /// <inheritdoc/>
    public double EmulatedMicroseconds => 1;

    /// <summary>Spikes since the start.</summary>
    public long Spikes => _sink.Spikes;

    /// <inheritdoc/>
    public void Run()
    {
        for (int us = 0; us < Operations; us += MicrosecondsAtOnce)
        {
            long start = _core.Now;
            for (int k = 0; k < MicrosecondsAtOnce; k++, _microsecond++)
            {
                for (int hemisphere = 0; hemisphere < ArrayGeometry.Hemispheres; hemisphere++)
                {
                    ulong bits = CounterRandom.Bits(1, (ulong)hemisphere, _microsecond);
                    long cycle = start + 1 + (k * PpuClock.CyclesPerMicrosecond) + (long)(bits % PpuClock.CyclesPerMicrosecond);
                    _core.Schedule(hemisphere, new PadiEvent(cycle, (byte)(bits >> 8 & 3), (byte)(bits >> 16 & 31), 0));
                }
            }

            _core.AdvanceTo(start + (MicrosecondsAtOnce * PpuClock.CyclesPerMicrosecond));
        }
    }
}
