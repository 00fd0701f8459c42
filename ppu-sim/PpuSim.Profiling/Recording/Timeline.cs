namespace PpuSim.Profiling.Recording;

/// <summary>Which call path ran for how many cycles, in order of time, as long as there are not too many changes.</summary>
internal sealed class Timeline
{
    /// <summary>Segments that are kept; a longer timeline is dropped as a whole.</summary>
    public const int MaximumSegments = 1 << 17;

    private readonly List<(CallNode Node, long Cycles)> _segments = [];
    private CallNode? _node;
    private long _cycles;
    private bool _overflowed;

    /// <summary>The segments, or null when there were too many.</summary>
    public IReadOnlyList<(CallNode Node, long Cycles)>? Segments
    {
        get
        {
            Close();
            return _overflowed ? null : _segments;
        }
    }

    public void Add(CallNode node, long cycles)
    {
        if (!ReferenceEquals(node, _node))
        {
            Close();
            _node = node;
        }

        _cycles += cycles;
    }

    private void Close()
    {
        if (_cycles > 0 && _node is not null && !_overflowed)
        {
            _overflowed = _segments.Count == MaximumSegments;
            if (!_overflowed)
            {
                _segments.Add((_node, _cycles));
            }
        }

        _cycles = 0;
        _node = null;
    }
}
