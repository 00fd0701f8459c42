namespace OnChipLearn.Compiler.Ir;

/// <summary>A natural loop.</summary>
internal sealed class Loop(Block header)
{
    public Block Header { get; } = header;

    public HashSet<Block> Blocks { get; } = [header];

    public List<Block> Latches { get; } = [];

    public Loop? Outer { get; set; }

    public int Depth { get; set; }

    public bool IsInnermost { get; set; } = true;

    /// <summary>The one predecessor of the header outside the loop that leads nowhere else, or null.</summary>
    public Block? Preheader
    {
        get
        {
            var outside = Header.Predecessors.Where(block => !Blocks.Contains(block)).ToArray();
            return outside.Length == 1 && outside[0].Successors.Count == 1 ? outside[0] : null;
        }
    }

    public bool Contains(Value value) => value.Block is { } block && Blocks.Contains(block);
}

/// <summary>The natural loops of a normalized function, inner ones first.</summary>
internal sealed class LoopForest
{
    private readonly Dictionary<Block, Loop> innermost = [];

    public LoopForest(Function function, DominatorTree dominators)
    {
        var byHeader = new Dictionary<Block, Loop>();
        foreach (var block in function.Blocks)
        {
            foreach (var header in block.Successors.Where(successor => dominators.Dominates(successor, block)))
            {
                if (!byHeader.TryGetValue(header, out var loop))
                {
                    byHeader[header] = loop = new Loop(header);
                }

                loop.Latches.Add(block);
                var work = new Stack<Block>([block]);
                while (work.TryPop(out var member))
                {
                    if (loop.Blocks.Add(member))
                    {
                        foreach (var predecessor in member.Predecessors)
                        {
                            work.Push(predecessor);
                        }
                    }
                }
            }
        }

        Loops = [.. byHeader.Values.OrderBy(loop => loop.Blocks.Count).ThenByDescending(loop => loop.Header.Id)];
        foreach (var loop in Loops)
        {
            foreach (var block in loop.Blocks)
            {
                innermost.TryAdd(block, loop);
            }

            loop.Outer = Loops.FirstOrDefault(other => other != loop && other.Blocks.Count > loop.Blocks.Count && other.Blocks.Contains(loop.Header));
            if (loop.Outer is { } outer)
            {
                outer.IsInnermost = false;
            }
        }

        foreach (var loop in Loops)
        {
            for (var runner = loop; runner is not null; runner = runner.Outer)
            {
                loop.Depth++;
            }
        }
    }

    /// <summary>Inner loops before the loops around them.</summary>
    public IReadOnlyList<Loop> Loops { get; }

    public Loop? Of(Block block) => innermost.GetValueOrDefault(block);

    public int Depth(Block block) => Of(block)?.Depth ?? 0;
}
