namespace OnChipLearn.Compiler.Codegen;

/// <summary>Which registers of one class are needed at the same time, which ones a copy joins, and what each would cost in memory.</summary>
internal sealed class InterferenceGraph
{
    private readonly MachineFunction function;
    private readonly RegisterClass registerClass;
    private readonly HashSet<int> colors;

    /// <param name="function">Code with virtual registers.</param>
    /// <param name="registerClass">The class.</param>
    /// <param name="colors">Its physical registers.</param>
    public InterferenceGraph(MachineFunction function, RegisterClass registerClass, HashSet<int> colors)
    {
        (this.function, this.registerClass, this.colors) = (function, registerClass, colors);
        var count = function.RegisterCount;
        Neighbours = new HashSet<int>[count];
        MovesOf = new List<MachineInstruction>[count];
        Degrees = new int[count];
        Costs = new double[count];
        for (var i = 0; i < count; i++)
        {
            Neighbours[i] = [];
            MovesOf[i] = [];
            Degrees[i] = Codegen.Registers.IsVirtual(i) ? 0 : int.MaxValue / 2;
        }

        Build();
    }

    public HashSet<int>[] Neighbours { get; }

    /// <summary>Number of neighbours; without bound for physical registers.</summary>
    public int[] Degrees { get; }

    /// <summary>Reads and writes, weighted by the loops around them.</summary>
    public double[] Costs { get; }

    /// <summary>Copies by register.</summary>
    public List<MachineInstruction>[] MovesOf { get; }

    /// <summary>All copies, last ones of a block first.</summary>
    public List<MachineInstruction> Moves { get; } = [];

    /// <summary>Virtual registers of the class.</summary>
    public HashSet<int> Registers { get; } = [];

    private bool Concerns(int register) => function.ClassOf(register) == registerClass && (Codegen.Registers.IsVirtual(register) || colors.Contains(register));

    private void Build()
    {
        var liveness = new Liveness(function);
        var reads = new List<int>();
        var writes = new List<int>();
        foreach (var block in function.Blocks)
        {
            var live = new HashSet<int>(liveness.LiveOut(block).Items().Where(Concerns));
            var weight = Math.Pow(10, Math.Min(block.Depth, 6));
            for (var i = block.Instructions.Count - 1; i >= 0; i--)
            {
                var instruction = block.Instructions[i];
                reads.Clear();
                writes.Clear();
                instruction.CollectReads(reads);
                instruction.CollectWrites(writes);
                reads.RemoveAll(register => !Concerns(register));
                writes.RemoveAll(register => !Concerns(register));
                if (instruction.IsCopy && reads.Count > 0 && writes.Count == 1)
                {
                    live.Remove(reads[0]);
                    MovesOf[reads[0]].Add(instruction);
                    MovesOf[writes[0]].Add(instruction);
                    Moves.Add(instruction);
                }

                foreach (var register in writes)
                {
                    live.Add(register);
                }

                foreach (var register in writes)
                {
                    foreach (var other in live)
                    {
                        AddEdge(register, other);
                    }
                }

                live.ExceptWith(writes);
                live.UnionWith(reads);
                foreach (var register in reads.Concat(writes).Where(Codegen.Registers.IsVirtual))
                {
                    Registers.Add(register);
                    Costs[register] += weight;
                }
            }
        }
    }

    /// <summary>Two registers that are needed at the same time.</summary>
    public void AddEdge(int a, int b)
    {
        if (a == b || !Neighbours[a].Add(b))
        {
            return;
        }

        Neighbours[b].Add(a);
        Degrees[a]++;
        Degrees[b]++;
    }
}
