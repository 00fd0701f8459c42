namespace PpuSim.Timing;

/// <summary>
/// Accesses that the data memory has accepted and not yet answered: at most 16, answered in order (the test bench of the RTL corpora).
/// </summary>
internal sealed class DataBus
{
    private const int Capacity = 16;
    private readonly long[] _ready = new long[Capacity];
    private readonly bool[] _vector = new bool[Capacity];
    private int _head;
    private int _count;

    public bool HasRoom => _count < Capacity;

    public bool IsEmpty => _count == 0;

    /// <summary>Cycle in which the oldest access has its answer; long.MaxValue when there is none.</summary>
    public long NextAnswer => _count > 0 ? _ready[_head] : long.MaxValue;

    public void Reset() => _head = _count = 0;

    /// <summary>Forgets everything, answered accesses included.</summary>
    public void Clear()
    {
        Reset();
        Array.Clear(_ready);
        Array.Clear(_vector);
    }

    public void Accept(bool vector, long ready)
    {
        var at = _head + _count++ & (Capacity - 1);
        _ready[at] = ready;
        _vector[at] = vector;
    }

    /// <summary>True when the oldest access has its answer in <paramref name="cycle"/> and belongs to the given port.</summary>
    public bool Answers(bool vector, long cycle) => _count > 0 && _ready[_head] <= cycle && _vector[_head] == vector;

    public void Take()
    {
        _head = _head + 1 & (Capacity - 1);
        _count--;
    }

    public void Transfer(ControlStream stream)
    {
        stream.Count(ref _count);
        if (stream.Reads)
        {
            _head = 0;
        }

        for (var k = 0; k < _count; k++)
        {
            var at = _head + k & (Capacity - 1);
            stream.Time(ref _ready[at]);
            stream.Value(ref _vector[at]);
        }
    }
}
