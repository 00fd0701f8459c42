using PpuSim.Machine;
using PpuSim.Timing;

namespace PpuSim.Translation;

/// <summary>All states and traces of a core, and what they assume of its code.</summary>
internal sealed class TraceMemory(InstructionSource instructions, Sram sram, TraceTotals replayed) : IDerivedState
{
    // Actions to keep: 40 bytes each, a state takes some 200 bytes more. Programs that do not recur must not fill the memory.
    private const int ActionLimit = 2_000_000;
    private const int StateLimit = 200_000;

    private readonly List<Trace> _traces = [];
    private readonly List<PathCounts> _paths = [];
    private List<(uint ByteAddress, uint Word)>? _expected;
    private int _changes;
    private int _actions;

    public StateTable States { get; } = new();

    /// <summary>Issues, instructions and stalls of all that was replayed since reset.</summary>
    public TraceTotals Replayed
    {
        get
        {
            Count();
            return replayed;
        }
    }

    public void Keep(Trace trace)
    {
        _traces.Add(trace);
        _actions += trace.Actions.Length;
    }

    /// <summary>Counts of a region that has been compiled.</summary>
    public void Keep(PathCounts paths) => _paths.Add(paths);

    /// <summary>Before reset, behind which all of the memory may be different: traces need the code that they were recorded with.</summary>
    public void Expect()
    {
        Count();
        replayed.Clear();
        _expected ??= [.. instructions.Fetched];
    }

    /// <summary>Forgets everything if code has changed, or if it has become too much.</summary>
    public void Check()
    {
        if (_expected is not null)
        {
            CompareCode(_expected);
            _expected = null;
        }

        if (instructions.Changes != _changes || _actions > ActionLimit || States.Count > StateLimit)
        {
            Forget();
        }
    }

    public bool IsOutdated => instructions.Changes != _changes;

    private void CompareCode(List<(uint ByteAddress, uint Word)> expected)
    {
        var differs = false;
        foreach (var (address, word) in expected)
        {
            if (sram.ReadWord(address) != word)
            {
                // The fetch ran into data behind the code; the same would happen after every reset.
                instructions.Distrust(address);
                differs = true;
            }
        }

        if (differs)
        {
            Forget();
            return;
        }

        // A write to them is noticed again.
        foreach (var (address, _) in expected)
        {
            _ = instructions[address / 4];
        }
    }

    private void Count()
    {
        _paths.ForEach(paths => paths.Collect());
        foreach (var trace in _traces)
        {
            replayed.Take(trace);
        }
    }

    private void Forget()
    {
        Count();
        _traces.Clear();
        _paths.Clear();
        States.Clear();
        _actions = 0;
        _changes = instructions.Changes;
    }
}
