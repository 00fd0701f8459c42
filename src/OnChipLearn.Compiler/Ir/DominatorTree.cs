namespace OnChipLearn.Compiler.Ir;

/// <summary>Dominators and dominance frontiers of a normalized function (Cooper, Harvey, Kennedy: A Simple, Fast Dominance Algorithm).</summary>
internal sealed class DominatorTree
{
    private readonly int[] parent;
    private readonly int[] depth;
    private readonly List<Block>[] children;

    public DominatorTree(Function function)
    {
        var blocks = function.Blocks;
        parent = new int[blocks.Count];
        Array.Fill(parent, -1);
        parent[0] = 0;
        var changed = true;
        while (changed)
        {
            changed = false;
            for (var i = 1; i < blocks.Count; i++)
            {
                var candidate = -1;
                foreach (var predecessor in blocks[i].Predecessors)
                {
                    if (parent[predecessor.Id] >= 0)
                    {
                        candidate = candidate < 0 ? predecessor.Id : Intersect(candidate, predecessor.Id);
                    }
                }

                if (candidate != parent[i])
                {
                    parent[i] = candidate;
                    changed = true;
                }
            }
        }

        children = new List<Block>[blocks.Count];
        depth = new int[blocks.Count];
        for (var i = 0; i < blocks.Count; i++)
        {
            children[i] = [];
            if (i > 0)
            {
                depth[i] = depth[parent[i]] + 1;
                children[parent[i]].Add(blocks[i]);
            }
        }

        Frontiers = new HashSet<Block>[blocks.Count];
        for (var i = 0; i < blocks.Count; i++)
        {
            Frontiers[i] = [];
        }

        foreach (var block in blocks.Where(block => block.Predecessors.Count > 1))
        {
            foreach (var predecessor in block.Predecessors)
            {
                for (var runner = predecessor.Id; runner != parent[block.Id]; runner = parent[runner])
                {
                    Frontiers[runner].Add(block);
                }
            }
        }
    }

    public HashSet<Block>[] Frontiers { get; }

    public IReadOnlyList<Block> Children(Block block) => children[block.Id];

    public int Parent(Block block) => parent[block.Id];

    public bool Dominates(Block a, Block b)
    {
        var runner = b.Id;
        while (depth[runner] > depth[a.Id])
        {
            runner = parent[runner];
        }

        return runner == a.Id;
    }

    private int Intersect(int a, int b)
    {
        while (a != b)
        {
            if (a > b)
            {
                a = parent[a];
            }
            else
            {
                b = parent[b];
            }
        }

        return a;
    }
}
