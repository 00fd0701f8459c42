namespace OnChipLearn.Compiler.Codegen;

/// <summary>
/// The legal orders of a block's instructions: any list of wishes (a small number for what should come early) becomes an order that respects dependences
/// and keeps the groups of compares apart.
/// </summary>
internal sealed class BlockOrder
{
    private readonly int[][] successors;
    private readonly int[] predecessorCounts;
    private readonly ConditionGroups groups;
    private readonly int[] waiting;
    private readonly List<int> ready = [];

    public BlockOrder(IReadOnlyList<MachineInstruction> code, bool conditionIsLiveOut)
    {
        var graph = new DependenceGraph(code, conditionIsLiveOut);
        successors = [.. graph.Successors.Select(list => list.Select(edge => edge.Index).ToArray())];
        predecessorCounts = graph.PredecessorCounts;
        groups = graph.Groups;
        waiting = new int[code.Count];
    }

    /// <summary>Fills <paramref name="order"/> with the indices of the instructions, those with small wishes first where they may.</summary>
    public void Arrange(ReadOnlySpan<double> wishes, Span<int> order)
    {
        predecessorCounts.CopyTo(waiting, 0);
        ready.Clear();
        for (var i = 0; i < waiting.Length; i++)
        {
            if (waiting[i] == 0)
            {
                ready.Add(i);
            }
        }

        var progress = new ConditionGroups.Progress(groups);
        for (var place = 0; place < order.Length; place++)
        {
            var best = -1;
            for (var i = 0; i < ready.Count; i++)
            {
                if (progress.Allows(ready[i]) && (best < 0 || wishes[ready[i]] < wishes[ready[best]]))
                {
                    best = i;
                }
            }

            var index = best >= 0 ? ready[best] : throw new InvalidOperationException("a compare waits for a group that it keeps out");
            ready.RemoveAt(best);
            progress.Take(index);
            order[place] = index;
            foreach (var next in successors[index])
            {
                if (--waiting[next] == 0)
                {
                    ready.Add(next);
                }
            }
        }
    }
}
