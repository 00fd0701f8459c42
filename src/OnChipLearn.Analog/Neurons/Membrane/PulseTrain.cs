using System.Numerics;
using System.Runtime.Intrinsics;
using OnChipLearn.Analog.Simd;

namespace OnChipLearn.Analog.Neurons.Membrane;

/// <summary>The pulses to come, and chunk by chunk when they act. Makes room for more pulses when full; allocates nothing otherwise.</summary>
internal sealed unsafe class PulseTrain
{
    /// <summary>Most steps of a chunk.</summary>
    public const int MaximumSteps = 64;

    private readonly LaneArray<int> _owners = new(ArrayGeometry.Chunks); // chunk whose times and steps are those of a chunk
    private readonly LaneArray<int> _counts = new(ArrayGeometry.Chunks);
    private readonly LaneArray<float> _times = new((ArrayGeometry.Chunks * (MaximumSteps + 1)) + Vector512<float>.Count); // more are read
    private readonly LaneArray<int> _steps = new((ArrayGeometry.Chunks * MaximumSteps) + 1); // one more is written to
    private readonly int[] _ends = new int[MaximumSteps + 1];

    // Not in a LaneArray, whose bytes a checkpoint keeps: these hold addresses.
    private SignedPulse[] _pulses = new SignedPulse[256];
    private int _stepCount;

    /// <summary>All pulses, in the order of their steps.</summary>
    public ReadOnlySpan<SignedPulse> Pulses => _pulses;

    /// <summary>Where the pulses of a step begin and, at the next place, end.</summary>
    public ReadOnlySpan<int> Ends => _ends;

    /// <summary>Forgets all steps.</summary>
    public void Clear() => _stepCount = 0;

    /// <summary>Adds the pulses of a step.</summary>
    public void AddStep(RowPulses pulses)
    {
        int count = _ends[_stepCount];
        int end = count + pulses.Excitatory.Length + pulses.Inhibitory.Length;
        if (end > _pulses.Length)
        {
            Array.Resize(ref _pulses, 2 * end);
        }

        foreach (ref readonly RowPulse pulse in pulses.Excitatory)
        {
            _pulses[count++] = new SignedPulse(pulse.Weights, pulse.Labels, pulse.Amplitude, 0, pulse.Address);
        }

        foreach (ref readonly RowPulse pulse in pulses.Inhibitory)
        {
            _pulses[count++] = new SignedPulse(pulse.Weights, pulse.Labels, 0, -pulse.Amplitude, pulse.Address);
        }

        _ends[++_stepCount] = end;
    }

    /// <summary>Finds the steps that act on a chunk, all of which have been added.</summary>
    /// <param name="chunk">Chunk.</param>
    /// <param name="origin">Cycle of its state.</param>
    /// <param name="epoch">Cycle that its times are counted from.</param>
    /// <param name="steps">All steps.</param>
    public void Assign(int chunk, long origin, long epoch, ReadOnlySpan<PulseStep> steps)
    {
        _owners.Pointer[chunk] = chunk;
        float* times = Times(chunk);
        int* numbers = Steps(chunk);
        int count = 0;
        times[0] = origin - epoch;
        for (int k = 0; k < steps.Length; k++)
        {
            numbers[count] = k;
            times[count + 1] = steps[k].Cycle - epoch;
            count += (int)(steps[k].Pulses.Chunks >> chunk & 1);
        }

        _counts.Pointer[chunk] = count;
    }

    /// <summary>The same steps act on a chunk as on another one, from the same time on.</summary>
    public void Share(int chunk, int other) => _owners.Pointer[chunk] = _owners.Pointer[other];

    /// <summary>Step of a chunk in which a time after its state lies, or that begins there. Counts all steps, since the number of those before cannot be foreseen.</summary>
    public int StepAt(int chunk, float time)
    {
        float* times = Times(chunk) + 1;
        int step = 0;
        for (int k = 0; k < Count(chunk); k += Vector512<float>.Count)
        {
            uint before = (uint)Vector512.LessThanOrEqual(Vector512.Load(times + k), Vector512.Create(time)).ExtractMostSignificantBits();
            uint valid = (1u << Math.Min(Count(chunk) - k, Vector512<float>.Count)) - 1;
            step += BitOperations.PopCount(before & valid);
        }

        return step;
    }

    /// <summary>Steps of a chunk.</summary>
    public int Count(int chunk) => _counts.Pointer[_owners.Pointer[chunk]];

    /// <summary>Numbers of a chunk's steps.</summary>
    public int* Steps(int chunk) => _steps.Pointer + (_owners.Pointer[chunk] * MaximumSteps);

    /// <summary>Time of a chunk's state, and of each of its steps, in cycles after its epoch.</summary>
    public float* Times(int chunk) => _times.Pointer + (_owners.Pointer[chunk] * (MaximumSteps + 1));
}
