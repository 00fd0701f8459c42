using OnChipLearn.Compiler.Ir;
using PpuSim.Isa;

namespace OnChipLearn.Compiler.Codegen;

/// <summary>Which instructions of a block must stay in order, and how far apart they should be.</summary>
internal sealed class DependenceGraph
{
    private const int Accumulator = -10;
    private const int LinkRegister = -12;
    private const int Counter = -13;
    private const int Carry = -14;
    private const int SpecialRegisters = -15;
    private readonly Dictionary<int, int> lastWrite = [];
    private readonly Dictionary<int, List<int>> readsSinceWrite = [];
    private readonly IReadOnlyList<MachineInstruction> code;

    /// <param name="code">Instructions of a block.</param>
    /// <param name="conditionIsLiveOut">The result of the last compare is read behind them.</param>
    public DependenceGraph(IReadOnlyList<MachineInstruction> code, bool conditionIsLiveOut)
    {
        this.code = code;
        Successors = new List<(int Index, int Distance)>[code.Count];
        PredecessorCounts = new int[code.Count];
        for (var i = 0; i < code.Count; i++)
        {
            Successors[i] = [];
        }

        var reads = new List<int>();
        var writes = new List<int>();
        for (var i = 0; i < code.Count; i++)
        {
            reads.Clear();
            writes.Clear();
            code[i].CollectReads(reads);
            code[i].CollectWrites(writes);
            CollectState(code[i], reads, writes);
            foreach (var register in reads)
            {
                Read(i, register);
            }

            foreach (var register in writes)
            {
                Write(i, register);
            }

            AddMemory(i);
        }

        Groups = new ConditionGroups(code);
        AddGroups(conditionIsLiveOut);
    }

    /// <summary>Compares and their readers, which an order must keep together beside the dependences.</summary>
    public ConditionGroups Groups { get; }

    public List<(int Index, int Distance)>[] Successors { get; }

    public int[] PredecessorCounts { get; }

    /// <summary>Nothing moves across: synchronization, calls, traps and what changes the machine's state.</summary>
    public static bool IsBarrier(MachineInstruction instruction) =>
        instruction.Link || instruction.Op is Op.Sync or Op.Wait || (instruction.Op == Op.Mfspr && instruction.Immediate is not (8 or 9));

    private static void CollectState(MachineInstruction instruction, List<int> reads, List<int> writes)
    {
        var row = instruction.Row;
        if (row.IsVector)
        {
            if (VectorOperands.ReadsAccumulator(row) || (VectorOperands.WritesAccumulator(row) && instruction.Condition != 0))
            {
                reads.Add(Accumulator);
            }

            if (VectorOperands.WritesAccumulator(row))
            {
                writes.Add(Accumulator);
            }

            return;
        }

        switch (instruction.Op)
        {
            case Op.Mtspr:
                writes.Add(instruction.Immediate == 8 ? LinkRegister : instruction.Immediate == 9 ? Counter : SpecialRegisters);
                break;
            case Op.Mfspr:
                reads.Add(instruction.Immediate == 8 ? LinkRegister : instruction.Immediate == 9 ? Counter : SpecialRegisters);
                break;
            case Op.Srawi or Op.Sraw:
                writes.Add(Carry);
                break;
            case Op.Bclr:
                reads.Add(LinkRegister);
                break;
            case Op.Bc when instruction.First == 16:
                writes.Add(Counter);
                break;
        }
    }

    private void AddGroups(bool conditionIsLiveOut)
    {
        if (Groups.Count == 0)
        {
            return;
        }

        for (var group = 0; group < Groups.Count; group++)
        {
            var compare = Groups.Members(group)[0];
            foreach (var reader in Groups.Members(group).Skip(1))
            {
                Add(compare, reader, IssueModel.Latency(code[compare], byBranch: false));
            }
        }

        // What each instruction leads to; edges point forward.
        var reached = new BitSet[code.Count];
        for (var i = code.Count - 1; i >= 0; i--)
        {
            reached[i] = new BitSet(code.Count);
            reached[i].Add(i);
            foreach (var (next, _) in Successors[i])
            {
                reached[i].UnionWith(reached[next]);
            }
        }

        foreach (var (before, after) in Groups.Order(conditionIsLiveOut, (from, to) => reached[from].Contains(to)).ToArray())
        {
            Add(before, after, 0);
        }
    }

    private void Read(int index, int register)
    {
        if (lastWrite.TryGetValue(register, out var writer))
        {
            var byBranch = code[index].Row.Unit == Unit.Branch || register is LinkRegister or Counter || code[index].Op == Op.Mfcr;
            var distance = register is Accumulator ? 1 : IssueModel.Latency(code[writer], byBranch);
            Add(writer, index, distance);
        }

        (readsSinceWrite.TryGetValue(register, out var list) ? list : readsSinceWrite[register] = []).Add(index);
    }

    private void Write(int index, int register)
    {
        if (register != Carry)
        {
            foreach (var reader in readsSinceWrite.GetValueOrDefault(register) ?? [])
            {
                Add(reader, index, 0);
            }

            if (lastWrite.TryGetValue(register, out var writer))
            {
                Add(writer, index, 1);
            }
        }

        lastWrite[register] = index;
        readsSinceWrite[register] = [];
    }

    private void AddMemory(int index)
    {
        var later = code[index];
        var isLate = later.IsTerminator;
        if (!isLate && !TouchesMemory(later) && !IsBarrier(later) && !later.IsTrapExit)
        {
            // Still kept behind a barrier that writes registers only the surrounding code knows of.
            for (var i = index - 1; i >= 0; i--)
            {
                if (IsBarrier(code[i]))
                {
                    Add(i, index, 0);
                    return;
                }
            }

            return;
        }

        for (var i = index - 1; i >= 0; i--)
        {
            if (isLate || IsBarrier(later) || IsBarrier(code[i]))
            {
                Add(i, index, 0);
            }
            else if (later.IsTrapExit || code[i].IsTrapExit)
            {
                // Memory accesses stay on their side of a check.
                if (TouchesMemory(later) || TouchesMemory(code[i]) || (later.IsTrapExit && code[i].IsTrapExit))
                {
                    Add(i, index, 0);
                }
            }
            else if (MustStayInOrder(code[i], later))
            {
                Add(i, index, 0);
            }
        }
    }

    private static bool TouchesMemory(MachineInstruction instruction) =>
        instruction.Row.Unit is Unit.LoadStore or Unit.VectorSerial or Unit.VectorParallel;

    private static bool MustStayInOrder(MachineInstruction a, MachineInstruction b)
    {
        if (!TouchesMemory(a) || !TouchesMemory(b))
        {
            return false;
        }

        if (a.Row.Unit == Unit.VectorParallel && b.Row.Unit == Unit.VectorParallel)
        {
            return true;
        }

        if (a.IsVolatile || b.IsVolatile)
        {
            return true;
        }

        var writes = IsStore(a) || IsStore(b);
        return writes && (a.Datum is null || b.Datum is null || a.Datum == b.Datum)
            && !(a.Place is { } place && b.Place is { } other && place.IsApartFrom(other));
    }

    private static bool IsStore(MachineInstruction instruction) => instruction.Op is Op.Fxvstax or Op.Fxvoutx || instruction.Row.Is(Traits.Store);

    private void Add(int from, int to, int distance)
    {
        if (from == to)
        {
            return; // an instruction that reads what it writes
        }

        Successors[from].Add((to, distance));
        PredecessorCounts[to]++;
    }
}
