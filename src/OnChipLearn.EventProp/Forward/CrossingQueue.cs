using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using OnChipLearn.EventProp.Elementary;

namespace OnChipLearn.EventProp.Forward;

/// <summary>
/// The predicted threshold crossings in order of time. A prediction holds as long as <see cref="Prediction"/> names its time: whoever
/// changes a neuron's state overwrites that, and what is queued for the old time is dropped when it comes up. The crossings that
/// one arrival causes in a whole layer come as a batch: sorted at once, they are taken one after the other; single ones go through a heap.
/// Allocates only to grow.
/// </summary>
internal sealed class CrossingQueue(int neurons)
{
    private readonly EventQueue _heap = new();
    private readonly double[] _ranks = new double[DenseArrivals.Padding]; // integers
    private double[] _runTimes = new double[DenseArrivals.Padding];
    private int[] _runNeurons = new int[DenseArrivals.Padding];
    private int _runHead;
    private int _runEnd;

    /// <summary>Time at which each neuron will cross [neurons, padded by one vector]; positive infinity for none that is known.</summary>
    public double[] Prediction { get; } = new double[neurons + DenseArrivals.Padding];

    public void Clear()
    {
        _heap.Clear();
        _runHead = _runEnd = 0;
        Array.Fill(Prediction, double.PositiveInfinity);
    }

    /// <summary>Time of the next crossing, or positive infinity.</summary>
    public double NextTime()
    {
        DropStale();
        return Math.Min(_runHead < _runEnd ? _runTimes[_runHead] : double.PositiveInfinity, _heap.NextTime);
    }

    /// <summary>Takes out the neuron of <see cref="NextTime"/>.</summary>
    public int Pop()
    {
        var fromRun = _runHead < _runEnd && _runTimes[_runHead] <= _heap.NextTime;
        var neuron = fromRun ? _runNeurons[_runHead++] : _heap.Pop().Subject;
        Prediction[neuron] = double.PositiveInfinity;
        return neuron;
    }

    /// <summary>Predicts one crossing; positive infinity for none.</summary>
    public void Push(int neuron, double time)
    {
        Prediction[neuron] = time;
        if (time < double.PositiveInfinity)
        {
            _heap.Push(time, neuron, 0);
        }
    }

    /// <summary>
    /// Adds crossings that are already in <see cref="Prediction"/>. Both lists are padded by one vector, which this method fills.
    /// </summary>
    public void Push(Span<double> times, ReadOnlySpan<int> crossing, int count)
    {
        DropStale();
        if (_runHead < _runEnd || count < SmallestRun || count > LargestRun)
        {
            for (var i = 0; i < count; i++)
            {
                _heap.Push(times[i], crossing[i], 0);
            }

            return;
        }

        if (_runTimes.Length < count)
        {
            _runTimes = new double[LargestRun];
            _runNeurons = new int[LargestRun];
        }

        if (Vector512.IsHardwareAccelerated)
        {
            Sort<Doubles8>(times, crossing, count);
        }
        else
        {
            Sort<Doubles4>(times, crossing, count);
        }

        _runHead = 0;
        _runEnd = count;
    }

    /// <summary>Fewer are not worth a run.</summary>
    private const int SmallestRun = 3;

    /// <summary>Sorting by ranks is quadratic.</summary>
    private const int LargestRun = 512;

    /// <summary>The place of a crossing is the number of earlier ones, counted for a vector at a time; equal times keep their order.</summary>
    private void Sort<T>(Span<double> times, ReadOnlySpan<int> crossing, int count)
        where T : struct, IDoubles<T>
    {
        times.Slice(count, DenseArrivals.Padding).Fill(double.PositiveInfinity);
        ref var time = ref MemoryMarshal.GetReference(times);
        for (var block = 0; block < count; block += T.Count)
        {
            var own = T.Load(ref time, (nuint)block);
            var rank = T.All(0);
            var other = 0;
            for (; other < block; other++)
            {
                rank = T.SubtractIntegers(rank, T.LessOrEqual(T.All(times[other]), own));
            }

            for (; other < block + T.Count; other++)
            {
                var equal = T.AndNot(T.Equal(T.All(times[other]), own), T.FirstLanes(other - block + 1));
                rank = T.SubtractIntegers(rank, T.Less(T.All(times[other]), own) | equal);
            }

            for (; other < count; other++)
            {
                rank = T.SubtractIntegers(rank, T.Less(T.All(times[other]), own));
            }

            rank.Store(ref _ranks[0], 0);
            var lanes = Math.Min(count - block, T.Count);
            for (var lane = 0; lane < lanes; lane++)
            {
                var place = BitConverter.DoubleToInt64Bits(_ranks[lane]);
                _runTimes[place] = times[block + lane];
                _runNeurons[place] = crossing[block + lane];
            }
        }
    }

    private void DropStale()
    {
        while (_runHead < _runEnd && Prediction[_runNeurons[_runHead]] != _runTimes[_runHead])
        {
            _runHead++;
        }

        while (_heap.Count > 0 && Prediction[_heap.Peek().Subject] != _heap.Peek().Time)
        {
            _heap.Pop();
        }
    }
}
