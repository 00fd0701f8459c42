using PpuSim.Timing;

namespace PpuSim.Translation;

/// <summary>
/// What control orders from a recurring state on, or from a question of another trace on, as long as the answers are the expected ones; and the state in
/// which it is then.
/// </summary>
internal sealed class Trace(PipelineState start, Trace? parent, int parentAction, long answer)
{
    /// <summary>State from which the chain of traces that this one belongs to goes out.</summary>
    public PipelineState Start => start;

    /// <summary>Trace that this one leaves, at the question with the given number, because of another answer.</summary>
    public Trace? Parent => parent;

    public int ParentAction => parentAction;

    public long Answer => answer;

    public TraceAction[] Actions { get; set; } = [];

    /// <summary>State at the end.</summary>
    public PipelineState End { get; set; } = null!;

    /// <summary>Cycles from <see cref="Start"/> to <see cref="End"/>.</summary>
    public int Cycles { get; set; }

    /// <summary>Issues and instructions on the way, cycles by stall cause.</summary>
    public int Issues { get; set; }

    public int Instructions { get; set; }

    public (StallCause Cause, int Cycles)[] Stalls { get; set; } = [];

    /// <summary>What an observer has counted on the way.</summary>
    public (int Index, int Count)[] Counts { get; set; } = [];

    /// <summary>How often the end was reached since somebody last added up.</summary>
    public long Passes;
}

/// <summary>A state of pipeline control in its normal form, and what follows from it.</summary>
internal sealed class PipelineState(byte[] bytes)
{
    public byte[] Bytes => bytes;

    /// <summary>Null when nothing has been recorded.</summary>
    public Trace? First { get; set; }

    /// <summary>Longest of the traces that begin here, in cycles.</summary>
    public int Longest;

    /// <summary>How often the state was replayed without compiled code, and how often its code was left at a branch.</summary>
    public int Visits;

    /// <summary>Code of the traces, with the number of the entry; null while there is none.</summary>
    public CompiledRegion? Region;

    public int Entry;

    /// <summary>Code is being made, perhaps on another thread, which does not touch the state itself.</summary>
    public bool IsBeingCompiled { get; set; }

    /// <summary>Too little follows for a region of its own; it may become part of another one.</summary>
    public bool IsTooShort { get; set; }

    /// <summary>How often it was compiled.</summary>
    public int Compilations;

    /// <summary>The interpreter's next step cannot be recorded.</summary>
    public bool IsInterpreted { get; set; }
}
