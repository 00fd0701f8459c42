using System.Runtime.CompilerServices;
using OnChipLearn.EventProp.Neurons;

namespace OnChipLearn.EventProp.Forward;

/// <summary>
/// Remembers two responses of each kernel: neurons of a layer share the interval between two common inputs, so one exponential serves them
/// all. An interval that was asked for twice stays until another one is; intervals of single neurons pass through the second place.
/// </summary>
internal sealed class ResponseCache
{
    private readonly Kernel[] _kernels;
    private readonly Entry[] _shared;
    private readonly Entry[] _recent;

    public ResponseCache(Kernel[] kernels)
    {
        _kernels = kernels;
        _shared = new Entry[kernels.Length];
        _recent = new Entry[kernels.Length];
        Array.Fill(_shared, Entry.None);
        Array.Fill(_recent, Entry.None);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly Response At(int kernel, double interval)
    {
        ref var shared = ref _shared[kernel];
        if (shared.Interval == interval)
        {
            return ref shared.Response;
        }

        return ref Other(kernel, interval);
    }

    private ref readonly Response Other(int kernel, double interval)
    {
        ref var recent = ref _recent[kernel];
        if (recent.Interval == interval)
        {
            ref var shared = ref _shared[kernel];
            shared = recent;
            return ref shared.Response;
        }

        recent.Interval = interval;
        recent.Response = _kernels[kernel].At(interval);
        return ref recent.Response;
    }

    private struct Entry
    {
        public static readonly Entry None = new() { Interval = double.NaN };

        public double Interval;
        public Response Response;
    }
}
