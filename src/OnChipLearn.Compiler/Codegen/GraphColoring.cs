namespace OnChipLearn.Compiler.Codegen;

/// <summary>One attempt to color the interference graph of one class of registers.</summary>
internal sealed class GraphColoring
{
    private readonly MachineFunction function;
    private readonly RegisterClass registerClass;
    private readonly HashSet<int> unspillable;
    private readonly bool spread;
    private readonly IReadOnlyList<int> colors;
    private readonly HashSet<int> colorSet;
    private readonly InterferenceGraph graph;
    private readonly HashSet<int>[] neighbours;
    private readonly int[] degree;
    private readonly int[] alias;
    private readonly int[] color;
    private readonly SortedSet<int> simplify = [];
    private readonly SortedSet<int> freeze = [];
    private readonly SortedSet<int> spill = [];
    private readonly HashSet<int> coalesced = [];
    private readonly HashSet<int> onStack = [];
    private readonly Stack<int> selectStack = new();
    private readonly LinkedList<MachineInstruction> worklistMoves;
    private readonly HashSet<MachineInstruction> activeMoves = [];
    private readonly HashSet<MachineInstruction> pendingMoves;

    public GraphColoring(MachineFunction function, RegisterClass registerClass, HashSet<int> unspillable, bool spread)
    {
        this.function = function;
        this.registerClass = registerClass;
        this.unspillable = unspillable;
        this.spread = spread;
        colors = Registers.Allocatable(registerClass);
        colorSet = [.. colors];
        var count = function.RegisterCount;
        graph = new InterferenceGraph(function, registerClass, colorSet);
        (neighbours, degree) = (graph.Neighbours, graph.Degrees);
        worklistMoves = new LinkedList<MachineInstruction>(graph.Moves);
        pendingMoves = [.. graph.Moves];
        alias = new int[count];
        color = [.. Enumerable.Range(0, count).Select(register => Registers.IsVirtual(register) ? -1 : register)];
        MakeWorklists();
        while (true)
        {
            if (simplify.Count > 0)
            {
                Simplify();
            }
            else if (worklistMoves.Count > 0)
            {
                Coalesce();
            }
            else if (freeze.Count > 0)
            {
                Freeze();
            }
            else if (spill.Count > 0)
            {
                SelectSpill();
            }
            else
            {
                break;
            }
        }

        AssignColors();
    }

    /// <summary>Registers that found no color.</summary>
    public HashSet<int> Spilled { get; } = [];

    /// <summary>Puts the physical registers of this class into the instructions.</summary>
    public void Apply()
    {
        int Map(int register) => Registers.IsVirtual(register) && function.ClassOf(register) == registerClass ? color[Alias(register)] : register;
        foreach (var instruction in function.Instructions)
        {
            instruction.Rename(Map, Map);
        }
    }

    private void MakeWorklists()
    {
        foreach (var register in graph.Registers)
        {
            if (degree[register] >= colors.Count)
            {
                spill.Add(register);
            }
            else if (IsMoveRelated(register))
            {
                freeze.Add(register);
            }
            else
            {
                simplify.Add(register);
            }
        }
    }

    private IEnumerable<int> Adjacent(int register) => neighbours[register].Where(other => !onStack.Contains(other) && !coalesced.Contains(other));

    private IEnumerable<MachineInstruction> NodeMoves(int register) => graph.MovesOf[register].Where(move => activeMoves.Contains(move) || pendingMoves.Contains(move));

    private bool IsMoveRelated(int register) => NodeMoves(register).Any();

    private static (int To, int From) Ends(MachineInstruction move) => move.Op == PpuSim.Isa.Op.Or ? (move.Second, move.First) : (move.First, move.Second);

    private void Simplify()
    {
        var register = simplify.Min;
        simplify.Remove(register);
        selectStack.Push(register);
        onStack.Add(register);
        foreach (var other in neighbours[register].Where(other => !coalesced.Contains(other)).ToArray())
        {
            if (!onStack.Contains(other))
            {
                DecrementDegree(other);
            }
        }
    }

    private void DecrementDegree(int register)
    {
        if (!Registers.IsVirtual(register))
        {
            return;
        }

        var before = degree[register]--;
        if (before != colors.Count)
        {
            return;
        }

        EnableMoves(register);
        foreach (var other in Adjacent(register).ToArray())
        {
            EnableMoves(other);
        }

        spill.Remove(register);
        (IsMoveRelated(register) ? freeze : simplify).Add(register);
    }

    private void EnableMoves(int register)
    {
        foreach (var move in NodeMoves(register).Where(activeMoves.Contains).ToArray())
        {
            activeMoves.Remove(move);
            worklistMoves.AddLast(move);
            pendingMoves.Add(move);
        }
    }

    private int Alias(int register)
    {
        while (coalesced.Contains(register))
        {
            register = alias[register];
        }

        return register;
    }

    private void Coalesce()
    {
        var move = worklistMoves.First!.Value;
        worklistMoves.RemoveFirst();
        pendingMoves.Remove(move);
        var (to, from) = Ends(move);
        var (x, y) = (Alias(to), Alias(from));
        var (u, v) = Registers.IsVirtual(y) ? (x, y) : (y, x);
        if (u == v)
        {
            AddWork(u);
        }
        else if (!Registers.IsVirtual(v) || neighbours[u].Contains(v) || (!Registers.IsVirtual(u) && !colorSet.Contains(u)))
        {
            AddWork(u);
            AddWork(v);
        }
        else if (!Registers.IsVirtual(u) ? Adjacent(v).All(other => IsHarmless(other, u)) : IsConservative(u, v))
        {
            Combine(u, v);
            AddWork(u);
        }
        else
        {
            activeMoves.Add(move);
        }
    }

    private void AddWork(int register)
    {
        if (Registers.IsVirtual(register) && !IsMoveRelated(register) && degree[register] < colors.Count && freeze.Remove(register))
        {
            simplify.Add(register);
        }
    }

    private bool IsHarmless(int other, int physical) => degree[other] < colors.Count || !Registers.IsVirtual(other) || neighbours[other].Contains(physical);

    private bool IsConservative(int u, int v)
    {
        var significant = 0;
        foreach (var other in Adjacent(u).Union(Adjacent(v)))
        {
            // A common neighbour loses one edge.
            var d = degree[other] - (neighbours[other].Contains(u) && neighbours[other].Contains(v) ? 1 : 0);
            significant += d >= colors.Count ? 1 : 0;
        }

        return significant < colors.Count;
    }

    private void Combine(int u, int v)
    {
        if (!freeze.Remove(v))
        {
            spill.Remove(v);
        }

        coalesced.Add(v);
        alias[v] = u;
        graph.MovesOf[u].AddRange(graph.MovesOf[v]);
        graph.Costs[u] += graph.Costs[v];
        EnableMoves(v);
        foreach (var other in neighbours[v].Where(other => !onStack.Contains(other) && !coalesced.Contains(other)).ToArray())
        {
            graph.AddEdge(other, u);
            DecrementDegree(other);
        }

        if (degree[u] >= colors.Count && freeze.Remove(u))
        {
            spill.Add(u);
        }
    }

    private void Freeze()
    {
        var register = freeze.Min;
        freeze.Remove(register);
        simplify.Add(register);
        FreezeMoves(register);
    }

    private void FreezeMoves(int register)
    {
        foreach (var move in NodeMoves(register).ToArray())
        {
            var (to, from) = Ends(move);
            var other = Alias(from) == Alias(register) ? Alias(to) : Alias(from);
            activeMoves.Remove(move);
            if (pendingMoves.Remove(move))
            {
                worklistMoves.Remove(move);
            }

            if (Registers.IsVirtual(other) && !IsMoveRelated(other) && degree[other] < colors.Count && freeze.Remove(other))
            {
                simplify.Add(other);
            }
        }
    }

    private void SelectSpill()
    {
        var best = -1;
        var bestRatio = double.MaxValue;
        foreach (var register in spill)
        {
            var ratio = unspillable.Contains(register) ? double.MaxValue / 2 : graph.Costs[register] / (degree[register] + 1);
            if (ratio < bestRatio)
            {
                (best, bestRatio) = (register, ratio);
            }
        }

        best = best < 0 ? spill.Min : best;
        spill.Remove(best);
        simplify.Add(best);
        FreezeMoves(best);
    }

    private void AssignColors()
    {
        var uses = new Dictionary<int, int>();
        while (selectStack.TryPop(out var register))
        {
            var taken = new HashSet<int>();
            foreach (var other in neighbours[register])
            {
                var representative = Alias(other);
                if (!onStack.Contains(representative) && color[representative] >= 0)
                {
                    taken.Add(color[representative]);
                }
            }

            onStack.Remove(register);
            var free = colors.Where(candidate => !taken.Contains(candidate)).DefaultIfEmpty(-1).MinBy(candidate => spread ? uses.GetValueOrDefault(candidate) : 0);
            if (free < 0)
            {
                Spilled.Add(register);
            }
            else
            {
                color[register] = free;
                uses[free] = uses.GetValueOrDefault(free) + 1;
            }
        }
    }
}
