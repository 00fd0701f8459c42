using System.Runtime.InteropServices;
using OnChipLearn.Analog.Simd;
using static OnChipLearn.Analog.Neurons.Membrane.CircuitBlocks;

namespace OnChipLearn.Analog.Neurons.Membrane;

/// <summary>
/// The synaptic currents of chunks over the steps of a <see cref="PulseTrain"/>, and what else a membrane needs on its way. Currents depend on pulses alone, not on
/// spikes, so they are computed first, without a branch that could not be foreseen. Scratch memory: no state.
/// </summary>
internal sealed unsafe class CurrentTrack
{
    /// <summary>Distance from one step's record to the next.</summary>
    public const int StepFloats = (int)TrackField.Count * Lanes;

    private const nuint Alignment = 64;
    private readonly float* _store = (float*)NativeMemory.AlignedAlloc(ArrayGeometry.Chunks * PulseTrain.MaximumSteps * StepFloats * sizeof(float), Alignment);
    private int _chunkFloats;

    /// <summary>Frees the memory.</summary>
    ~CurrentTrack() => NativeMemory.AlignedFree(_store);

    /// <summary>Forgets everything.</summary>
    /// <param name="steps">Number of steps from now on; chunks lie next to each other.</param>
    public void Begin(int steps) => _chunkFloats = steps * StepFloats;

    /// <summary>Record of a chunk's step: fields of a chunk's lanes.</summary>
    public float* At(int chunk, int step) => _store + (chunk * _chunkFloats) + (step * StepFloats);

    /// <summary>Records the currents of consecutive lanes of a chunk and brings them to the end of the train.</summary>
    /// <param name="block">Block of the chunk.</param>
    /// <param name="chunk">Its number.</param>
    /// <param name="k">First lane.</param>
    /// <param name="train">The steps.</param>
    /// <param name="shortInterval">Longest interval in cycles for <see cref="Exponential.ShortDecay"/>.</param>
    public void Record<T>(float* block, int chunk, int k, PulseTrain train, float shortInterval)
        where T : struct, ILanes<T>
    {
        int lane = (chunk * Lanes) + k;
        int count = train.Count(chunk);
        float* times = train.Times(chunk);
        int* steps = train.Steps(chunk);
        float* record = At(chunk, 0) + k;
        T rateM = Get<T>(block, CircuitField.RateM, k);
        T rateE = Get<T>(block, CircuitField.RateE, k);
        T rateI = Get<T>(block, CircuitField.RateI, k);
        T partE = Get<T>(block, CircuitField.PartE, k);
        T partI = Get<T>(block, CircuitField.PartI, k);
        T gainE = Get<T>(block, CircuitField.GainE, k);
        T gainI = Get<T>(block, CircuitField.GainI, k);
        T saturation = Get<T>(block, CircuitField.Saturation, k);
        T e = Get<T>(block, CircuitField.E, k);
        T i = Get<T>(block, CircuitField.I, k);
        fixed (SignedPulse* pulses = train.Pulses)
        fixed (int* ends = train.Ends)
        {
            for (int step = 0; step < count; step++)
            {
                float cycles = times[step + 1] - times[step];
                T interval = T.All(cycles);
                T zE = interval * rateE;
                T zI = interval * rateI;
                T x, ye, yi;
                if (cycles <= shortInterval)
                {
                    x = Exponential.ShortDecay(interval * rateM);
                    ye = Exponential.ShortDecay(zE);
                    yi = Exponential.ShortDecay(zI);
                }
                else
                {
                    x = Exponential.Decay(interval * rateM);
                    ye = Exponential.Decay(zE);
                    yi = Exponential.Decay(zI);
                }

                // What E/te + I/ti takes from the slope of the membrane at least: E e^-z is at least E (1 - z), and I never falls.
                T.MultiplyAdd(zE * e, zE - T.All(1f), T.All(0f) - (zI * i)).Store(record + ((int)TrackField.Bend * Lanes));
                T laterE = e * ye;
                T laterI = i * yi;
                e.Store(record + ((int)TrackField.E * Lanes));
                i.Store(record + ((int)TrackField.I * Lanes));
                x.Store(record + ((int)TrackField.Decay * Lanes));
                T.MultiplyAdd(partE, laterE, partI * laterI).Store(record + ((int)TrackField.LaterPart * Lanes));
                T excitation = T.All(0f);
                T inhibition = T.All(0f);
                int number = steps[step];
                SignedPulse* last = pulses + ends[number + 1];
                for (SignedPulse* pulse = pulses + ends[number]; pulse < last; pulse++)
                {
                    T weights = T.WeightsWhereLabel((byte*)pulse->Weights + lane, (byte*)pulse->Labels + lane, pulse->Address);
                    excitation = T.MultiplyAdd(T.All(pulse->Excitation), weights, excitation);
                    inhibition = T.MultiplyAdd(T.All(pulse->Inhibition), weights, inhibition);
                }

                e = T.Smaller(T.MultiplyAdd(excitation, gainE, laterE), saturation);
                i = T.Larger(T.MultiplyAdd(inhibition, gainI, laterI), T.All(0f) - saturation);
                record += StepFloats;
            }
        }

        Set(block, CircuitField.E, k, e);
        Set(block, CircuitField.I, k, i);
    }
}

/// <summary>What is recorded of a step.</summary>
internal enum TrackField
{
    /// <summary>Excitatory current at the beginning.</summary>
    E,

    /// <summary>Inhibitory current at the beginning.</summary>
    I,

    /// <summary>Decay of the membrane over the interval.</summary>
    Decay,

    /// <summary>Share of the currents at the end in the membrane there (<see cref="Modes"/>), before the pulses.</summary>
    LaterPart,

    /// <summary>Minus the least value of the interval times E/te + I/ti, in volts.</summary>
    Bend,

    /// <summary>Membrane at the beginning, as if nothing had happened since the lane entered.</summary>
    V,

    /// <summary>Number of fields.</summary>
    Count,
}
