using OnChipLearn.Analog;
using OnChipLearn.Analog.Events;
using OnChipLearn.Analog.Imperfection;
using OnChipLearn.Analog.Neurons;
using OnChipLearn.Analog.Simd;
using OnChipLearn.Analog.Synapses;

namespace OnChipLearn.Experiments.Speed.AnalogLoads;

/// <summary>
/// The network of fixtures/analog/plain_lif.c on the analog core: 256 excitatory rows onto 512 neurons of preset ideal, row events on a grid of 0.1 us.
/// With the plain model the core does what the C loop does, on the same grid, but for events that come through drivers and labels, 6-bit weights and spikes
/// that leave one by one; the other models find spikes exactly. An operation is a microsecond of chip time.
/// </summary>
public sealed class PlainNetworkWorkload : IAnalogWorkload
{
    /// <summary>Microseconds of one run.</summary>
    public const int Microseconds = 400;

    private const int MicrosecondsAtOnce = 20;
    private const int StepsPerMicrosecond = 10;
    private const long StepCycles = PpuClock.CyclesPerMicrosecond / StepsPerMicrosecond;
    private const uint WeightMultiplier = 2654435761;
    private const double MeanWeight = 3.5;
    private const double ThresholdVolt = 0.3;
    private const double DriveInThresholds = 0.9;
    private readonly int _rowsPerTenSteps;
    private readonly AnalogCore _core;
    private readonly SpikeSink _sink = new();
    private uint _random = 1;
    private int _credit;

    /// <param name="rowsPerTenSteps">Row events per ten steps of 0.1 us.</param>
    /// <param name="tier">Kernel width.</param>
    /// <param name="model">Neuron model.</param>
    public PlainNetworkWorkload(int rowsPerTenSteps, SimdTier tier, NeuronModel model)
    {
        _rowsPerTenSteps = rowsPerTenSteps;
        NeuronParameters parameters = new()
        {
            RefractoryUs = 0.004,
            ThresholdVolt = 0.4 + ThresholdVolt,
            ExcitatoryGainVolt = DriveInThresholds * ThresholdVolt / (rowsPerTenSteps * new NeuronParameters().ExcitatoryTimeConstantUs * MeanWeight),
        };
        _core = new AnalogCore(ChipInstance.Ideal, _sink, new AnalogCoreOptions { Tier = tier, Model = model });
        for (int hemisphere = 0; hemisphere < ArrayGeometry.Hemispheres; hemisphere++)
        {
            SynapseArray synapses = _core[hemisphere].Synapses;
            for (int column = 0; column < ArrayGeometry.Columns; column++)
            {
                _core.ConfigureNeuron(hemisphere, column, parameters);
                for (int row = 0; row < ArrayGeometry.Rows; row++)
                {
                    uint key = ((uint)row << 9) | (uint)((hemisphere * ArrayGeometry.Columns) + column);
                    synapses.Set(SynapseField.Weight, row, column, (int)(key * WeightMultiplier >> 29));
                    synapses.Set(SynapseField.Label, row, column, row & 1); // a driver's two rows apart
                }
            }

            for (int driver = 0; driver < ArrayGeometry.Drivers; driver++)
            {
                _core[hemisphere].Drivers[driver] = new DriverSettings { BottomRow = RowMode.Excitatory, TopRow = RowMode.Excitatory, Receives = true, RowSelectMask = 31 };
            }
        }
    }

    /// <inheritdoc/>
    public string Description => FormattableString.Invariant($"plain LIF network, 256 rows to 512 neurons, {_rowsPerTenSteps / 10.0} rows per 0.1 us");

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
            for (int step = 0; step < MicrosecondsAtOnce * StepsPerMicrosecond; step++)
            {
                for (_credit += _rowsPerTenSteps; _credit >= StepsPerMicrosecond; _credit -= StepsPerMicrosecond)
                {
                    Drive((int)(NextRandom() >> 16 & 255), start + 1 + (step * StepCycles));
                }
            }

            _core.AdvanceTo(start + (MicrosecondsAtOnce * PpuClock.CyclesPerMicrosecond));
        }
    }

    private void Drive(int row, long cycle)
    {
        int driver = row / 2;
        PadiEvent padi = new(cycle, (byte)(driver % ArrayGeometry.Buses), (byte)(driver / ArrayGeometry.Buses), (byte)(row & 1));
        _core.Schedule(0, padi);
        _core.Schedule(1, padi);
    }

    private uint NextRandom() => _random = (_random * 1664525) + 1013904223;
}
