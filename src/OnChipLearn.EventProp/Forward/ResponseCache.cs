using OnChipLearn.EventProp.Neurons;

namespace OnChipLearn.EventProp.Forward;

/// <summary>
/// Remembers the last response of each kernel: neurons of a layer see the same interval between two common inputs, so one exponential
/// serves them all.
/// </summary>
internal sealed class ResponseCache(Kernel[] kernels)
{
    private readonly double[] _interval = Fill(kernels.Length);
    private readonly Response[] _response = new Response[kernels.Length];

    public ref readonly Response At(int kernel, double interval)
    {
        ref var response = ref _response[kernel];
        if (_interval[kernel] != interval)
        {
            _interval[kernel] = interval;
            response = kernels[kernel].At(interval);
        }

        return ref response;
    }

    private static double[] Fill(int count)
    {
        var intervals = new double[count];
        Array.Fill(intervals, double.NaN);
        return intervals;
    }
}
