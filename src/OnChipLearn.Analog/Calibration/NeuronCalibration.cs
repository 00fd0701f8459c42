using OnChipLearn.Analog.Events;
using OnChipLearn.Analog.Neurons;
using OnChipLearn.Analog.Readout;
using OnChipLearn.Analog.Synapses;

namespace OnChipLearn.Analog.Calibration;

/// <summary>What a calibration found for one neuron.</summary>
/// <param name="BiasCode">Code of the membrane bias.</param>
/// <param name="ThresholdCode">Code of the threshold.</param>
/// <param name="MeasuredTimeConstantUs">Membrane time constant as measured at the end.</param>
/// <param name="MeasuredThresholdVolt">Threshold as measured at the end, NaN if the neuron never spiked.</param>
/// <param name="Nominal">Nominal parameters that realize the target on this circuit.</param>
public sealed record CalibratedNeuron(int BiasCode, int ThresholdCode, double MeasuredTimeConstantUs, double MeasuredThresholdVolt, NeuronParameters Nominal);

/// <summary>
/// Calibrates membrane time constant and threshold of single neurons by what a chip shows: MADC recordings of the membrane after a forced reset
/// (relaxation to the leak) and under synaptic drive (largest potential before a spike, mean over trials). It never reads the model's parameters.
/// Uses driver 0 of the hemisphere and row 0, which it leaves disabled.
/// </summary>
/// <param name="core">Core of the chip; other neurons should be unused.</param>
public sealed class NeuronCalibration(AnalogCore core)
{
    private const int Rounds = 3;
    private const int ThresholdTrials = 16;
    private const int DriveEvents = 7;
    private const double SwingVolt = 0.2;
    private const double RelaxationUs = 30;
    private const double DriveUs = 20;
    private long _trial;

    /// <summary>Calibrates one neuron and leaves it configured.</summary>
    /// <param name="hemisphere">0 = top, 1 = bottom.</param>
    /// <param name="column">Column.</param>
    /// <param name="target">Wanted parameters; the time constant and the threshold are realized, the rest is passed on.</param>
    public CalibratedNeuron Calibrate(int hemisphere, int column, NeuronParameters target)
    {
        int bias = CapMem.CodeOfTimeConstant(target.MembraneTimeConstantUs);
        int threshold = CapMem.CodeOfVolt(target.ThresholdVolt);
        double timeConstant = double.NaN;
        double measured = double.NaN;
        for (int round = 0; round < Rounds; round++)
        {
            timeConstant = MeasureTimeConstant(hemisphere, column, Nominal(target, bias, threshold));
            bias = Math.Clamp((int)Math.Round(bias * timeConstant / target.MembraneTimeConstantUs), 1, CapMem.LargestCode);
        }

        for (int round = 0; round < Rounds; round++)
        {
            measured = MeasureThreshold(hemisphere, column, Nominal(target, bias, threshold));
            if (double.IsNaN(measured))
            {
                break;
            }

            double error = (target.ThresholdVolt - measured) / (measured - target.LeakVolt);
            threshold += (int)Math.Round(error * (threshold - CapMem.CodeOfVolt(target.LeakVolt)));
        }

        NeuronParameters nominal = Nominal(target, bias, threshold);
        core.ConfigureNeuron(hemisphere, column, nominal);
        return new CalibratedNeuron(bias, threshold, timeConstant, measured, nominal);
    }

    private static NeuronParameters Nominal(NeuronParameters target, int bias, int threshold) => target with
    {
        MembraneTimeConstantUs = CapMem.TimeConstantUs(bias),
        ThresholdVolt = CapMem.Volt(threshold),
    };

    // The membrane relaxes from reset to leak; the slope of the logarithm of the distance gives the time constant.
    private double MeasureTimeConstant(int hemisphere, int column, NeuronParameters nominal)
    {
        core.ConfigureNeuron(hemisphere, column, nominal with { ResetVolt = nominal.LeakVolt - SwingVolt, RefractoryUs = 1 });
        core.BeginTrial(_trial++);
        core.AdvanceTo(core.Now + (200 * PpuClock.CyclesPerMicrosecond)); // at rest, the membrane goes to the leak
        Span<ushort> rest = stackalloc ushort[64];
        Madc.Record(core, hemisphere, column, rest);
        double leak = 0;
        foreach (ushort code in rest)
        {
            leak += (double)code / rest.Length;
        }

        core.ResetNeuron(hemisphere, column);
        core.AdvanceTo(core.Now + (2 * PpuClock.CyclesPerMicrosecond)); // past the refractory time
        ushort[] samples = new ushort[(int)(RelaxationUs * PpuClock.CyclesPerMicrosecond / Madc.SampleCycle(0, 2) * 2)];
        long start = core.Now;
        Madc.Record(core, hemisphere, column, samples);
        double st = 0, sy = 0, stt = 0, sty = 0, sw = 0;
        for (int k = 0; k < samples.Length; k++)
        {
            double distance = leak - samples[k];
            if (distance < 20)
            {
                continue; // too close to the leak for a logarithm of counts
            }

            double t = PpuClock.Microseconds(Madc.SampleCycle(start, k) - start);
            double y = Math.Log(distance);
            double weight = distance * distance; // the error of the logarithm is that of a count divided by the distance
            sw += weight;
            st += weight * t;
            sy += weight * y;
            stt += weight * t * t;
            sty += weight * t * y;
        }

        double slope = ((sw * sty) - (st * sy)) / ((sw * stt) - (st * st));
        return -1 / slope;
    }

    // Under a steep synaptic drive the membrane rises to the threshold and is reset: the last sample before, plus half a sample's rise, is the threshold.
    private double MeasureThreshold(int hemisphere, int column, NeuronParameters nominal)
    {
        core.ConfigureNeuron(hemisphere, column, nominal with { RefractoryUs = 100 });
        Hemisphere half = core[hemisphere];
        DriverSettings before = half.Drivers[0];
        byte weight = half.Synapses.Get(SynapseField.Weight, 0, column);
        half.Drivers[0] = new DriverSettings { BottomRow = RowMode.Excitatory, Receives = true };
        half.Synapses.Set(SynapseField.Weight, 0, column, ArrayGeometry.MaximumWeight);
        byte label = half.Synapses.Get(SynapseField.Label, 0, column);
        ushort[] samples = new ushort[(int)(DriveUs * PpuClock.CyclesPerMicrosecond / Madc.SampleCycle(0, 2) * 2)];
        double sum = 0;
        int spikes = 0;
        for (int trial = 0; trial < ThresholdTrials; trial++)
        {
            core.BeginTrial(_trial++);
            for (int k = 0; k < DriveEvents; k++)
            {
                core.Schedule(hemisphere, new PadiEvent(core.Now + 1 + (k * 2), 0, 0, label));
            }

            half.Counters.Reset(column);
            Madc.Record(core, hemisphere, column, samples);
            if (half.Counters[column] == 0)
            {
                continue;
            }

            int peak = Array.IndexOf(samples, samples.Max());
            int rise = peak > 0 ? samples[peak] - samples[peak - 1] : 0;
            sum += samples[peak] + (0.5 * rise);
            spikes++;
        }

        half.Drivers[0] = before;
        half.Synapses.Set(SynapseField.Weight, 0, column, weight);
        return spikes == 0 ? double.NaN : sum / spikes / 1023 * Madc.FullScaleVolt;
    }
}
