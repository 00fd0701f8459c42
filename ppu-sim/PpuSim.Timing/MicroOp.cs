using PpuSim.Isa;
using PpuSim.Machine.Semantics;

namespace PpuSim.Timing;

/// <summary>
/// One predecoded issue step (RTL predecode.sv): what the issue stage, the scoreboards and the functional units need to know of an instruction word.
/// Immutable; load/store multiple and update loads have one object per step.
/// </summary>
public sealed unsafe class MicroOp
{
    private readonly MicroOp[] _steps;

    private MicroOp(uint word, int step, InstructionRow? row, MicroOp[] steps)
    {
        _steps = steps;
        Word = word;
        Step = step;
        Op = row?.Op ?? Op.Undefined;
        Operands = new ScalarOperands(word, row);
    }

    public uint Word { get; }

    /// <summary>0 for the first step.</summary>
    public int Step { get; }

    public Op Op { get; }

    public CoreUnit Unit { get; internal set; }

    /// <summary>Number of further steps: 31 - RT for load/store multiple, 1 for update loads.</summary>
    public int FurtherSteps { get; internal set; }

    /// <summary>Value at which the sequence counter stops when it runs over this instruction.</summary>
    internal int SequenceStop;

    public bool IsLastStep => Step == FurtherSteps;

    internal int Latency = 1;

    /// <summary>Registers that must not be under way: sources and destination, one bit each.</summary>
    internal uint Registers;

    /// <summary>Registers that are read, one bit each.</summary>
    internal uint Sources;

    /// <summary>Destination register, or -1.</summary>
    internal int Destination = -1;

    /// <summary>The destination is written by the load/store unit, not at a scheduled time.</summary>
    internal bool IsDeferred;

    /// <summary>Condition register fields, bit k = field k.</summary>
    internal byte CrWrites;
    internal byte CrReads;
    internal bool WritesXer;

    /// <summary>Stages of <see cref="Trackers"/> that must be free.</summary>
    internal uint TrackerHazards;

    /// <summary>Stages of <see cref="Trackers"/> that the instruction occupies.</summary>
    internal uint TrackerEntries;

    /// <summary>Special register numbers read (-1 = none) and written.</summary>
    internal int SprRead0 = -1;
    internal int SprRead1 = -1;
    internal int SprWritten = -1;

    internal bool IsBranch;

    /// <summary>Passes decode without issuing: nop and sync.</summary>
    internal bool IsNop;
    internal bool IsContextSynchronizing;
    internal bool IsHalt;

    /// <summary>Moves the issue state machine: wait, or context synchronizing.</summary>
    internal bool ChangesState;
    internal bool IsStore;
    internal bool IsTrap;
    internal bool IsUpdateLoad;
    internal OperandAction Action;

    /// <summary>Bytes of a memory access, 0 for others.</summary>
    internal byte AccessSize;
    internal bool SignExtends;

    /// <summary>Register that a memory access loads or stores.</summary>
    internal byte DataRegister;

    /// <summary>The address is a sum of two registers; otherwise of one and the displacement.</summary>
    internal bool IsIndexed;
    internal uint Displacement;

    internal ScalarOperands Operands;
    internal delegate*<PpuSim.Machine.ScalarState, in ScalarOperands, void> Execute;
    internal delegate*<PpuSim.Machine.ScalarState, in ScalarOperands, uint, out uint, bool> BranchTo;
    internal delegate*<PpuSim.Machine.ScalarState, in ScalarOperands, bool> TrapIf;

    internal VectorMicroOp? Vector;

    /// <summary>The step with the given number; a step that the instruction does not have stands for its last one.</summary>
    public MicroOp AtStep(int step) => step == 0 || _steps.Length == 1 ? _steps[0] : _steps[Math.Min(step, _steps.Length - 1)];

    /// <summary>Predecodes an instruction word.</summary>
    public static MicroOp Decode(uint word)
    {
        var row = InstructionTable.Find(word);
        var count = Predecoder.StepCount(word, row);
        var steps = new MicroOp[count];
        for (var k = 0; k < count; k++)
        {
            steps[k] = new MicroOp(word, k, row, steps);
            Predecoder.Fill(steps[k], row);
        }

        return steps[0];
    }
}

/// <summary>What the operand stage does with an instruction, besides branches and memory accesses.</summary>
internal enum OperandAction : byte
{
    /// <summary>Nothing visible: undefined encodings, isync.</summary>
    None,
    Execute,
    Branch,
    Trap,
    LoadStore,
    ReadSpr,
    WriteSpr,
    ReadMsr,
    WriteMsr,
    Vector,

    /// <summary>Second step of an update load: writes the effective address to RA.</summary>
    WriteBase,
}
