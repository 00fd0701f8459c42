using PpuSim.Machine;
using PpuSim.Timing;

namespace PpuSim.Translation;

/// <summary>What compiled traces work on, and where they leave word of how they ended.</summary>
internal sealed unsafe class TraceFrame : IDerivedState
{
    public TraceFrame(LiveDatapath live, VectorState vector, AccessGate gate)
    {
        Gate = gate;
        Live = live;
        State = live.State;
        Vector = vector;
        Gpr = live.GprPointer;
        VectorRegisters = (byte*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref vector.Register(0));
        Scalars = live.ScalarPointer;
        Transfers = live.TransferPointer;
        Memory = live.MemoryPointer;
        Accesses = live.AccessPointer;
        Guards = live.Instructions.GuardPointer;
        Branches = live.BranchCache.Outlooks;
    }

    public readonly LiveDatapath Live;
    public readonly ScalarState State;
    public readonly VectorState Vector;
    public readonly uint* Gpr;
    public readonly byte* Memory;

    /// <summary>Vector registers, <see cref="PpuSim.Arithmetic.VectorGeometry.MaximumBytes"/> each.</summary>
    public readonly byte* VectorRegisters;

    /// <summary>Splat value or address of each slot of the vector unit.</summary>
    public readonly uint* Scalars;

    /// <summary>Data of each slot of the vector unit.</summary>
    public readonly byte* Transfers;

    /// <summary>Address and data of each slot.</summary>
    public readonly uint* Accesses;

    /// <summary>Per word of the SRAM: not 0 where a store is more than a store.</summary>
    public readonly byte* Guards;

    /// <summary>Per word of the SRAM: what the branch cache predicts, and how it has settled.</summary>
    public readonly BranchOutlook* Branches;

    public readonly AccessGate Gate;

    /// <summary>Cycle that no chain of traces may reach.</summary>
    public long Stop;

    /// <summary>Cycle in which the chain of traces begins that is played next, or that goes on.</summary>
    public long Cycle;

    /// <summary>State to go on from, when a region was left between two chains.</summary>
    public PipelineState Next = null!;

    /// <summary>Action to go on with, when a region was left within a trace.</summary>
    public int Action;

    /// <summary>That action is a question, and this its answer, for which there is no code.</summary>
    public bool IsAnswered;

    public long Answer;
}

/// <summary>Code of some states, bound to its constants: returns the trace within which it ended, or null when it ended between two.</summary>
internal delegate Trace? CompiledRegion(TraceFrame frame, long cycle, int entry);
