namespace PpuSim.Profiling.Recording;

/// <summary>A function reached over one path of calls, with the cycles (<see cref="CounterLayout"/>) spent in it on that path.</summary>
internal sealed class CallNode(CallNode? parent, int function)
{
    private readonly List<CallNode> _children = [];

    public CallNode? Parent => parent;

    /// <summary>Index in <see cref="FunctionMap.Functions"/>.</summary>
    public int Function => function;

    public IReadOnlyList<CallNode> Children => _children;

    public long[] Counters { get; } = new long[CounterLayout.Length];

    /// <summary>Times that the function was entered by a call or an interrupt on this path.</summary>
    public long Calls { get; set; }

    public CallNode Child(int index)
    {
        foreach (var child in _children)
        {
            if (child.Function == index)
            {
                return child;
            }
        }

        var added = new CallNode(this, index);
        _children.Add(added);
        return added;
    }
}
