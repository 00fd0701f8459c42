namespace OnChipLearn.Compiler.Ir;

/// <summary>What the programmer said about inlining.</summary>
internal enum InlineRequest : byte
{
    Unspecified,
    Always,
    Never,
}

/// <summary>One method, instantiated; every function of a program has its own control-flow graph in single assignment form.</summary>
internal sealed class Function(string name)
{
    private int nextId;

    public string Name { get; } = name;

    public SourcePosition Position { get; set; }

    public InlineRequest InlineRequest { get; set; }

    /// <summary>A vector instruction whose immediate depends on a parameter: the function only exists inlined into callers that know it.</summary>
    public Value? OpenImmediate { get; set; }

    public List<Value> Parameters { get; } = [];

    public List<IrType> Results { get; } = [];

    /// <summary>Blocks; the first one is the entry and has no predecessors.</summary>
    public List<Block> Blocks { get; private set; } = [];

    public Block Entry => Blocks[0];

    public Block NewBlock()
    {
        var block = new Block();
        Blocks.Add(block);
        return block;
    }

    /// <summary>Every operation, in block order.</summary>
    public IEnumerable<Value> Values => Blocks.SelectMany(block => block.Values);

    public IEnumerable<Function> Callees => Values.Where(value => value.Operation == Operation.Call).Select(value => value.Callee!).Distinct();

    /// <summary>Replaces every use of a key by what it stands for, following chains, and takes the keys out of their blocks.</summary>
    public void Replace(Dictionary<Value, Value> substitution)
    {
        if (substitution.Count == 0)
        {
            return;
        }

        foreach (var block in Blocks)
        {
            block.Values.RemoveAll(substitution.ContainsKey);
            foreach (var value in block.Values)
            {
                for (var i = 0; i < value.Operands.Count; i++)
                {
                    while (substitution.TryGetValue(value.Operands[i], out var replacement))
                    {
                        value.Operands[i] = replacement;
                    }
                }
            }
        }
    }

    /// <summary>Drops blocks that cannot be reached, orders the rest in reverse postorder and numbers blocks and values.</summary>
    public void Normalize()
    {
        var order = new List<Block>();
        var seen = new HashSet<Block> { Entry };
        var stack = new Stack<(Block Block, int Next)>();
        stack.Push((Entry, 0));
        while (stack.TryPop(out var top))
        {
            // The last successor is visited first, so that the first successor (the taken path) comes directly behind the block.
            var index = top.Block.Successors.Count - 1 - top.Next;
            if (index < 0)
            {
                order.Add(top.Block);
                continue;
            }

            stack.Push((top.Block, top.Next + 1));
            var successor = top.Block.Successors[index];
            if (seen.Add(successor))
            {
                stack.Push((successor, 0));
            }
        }

        order.Reverse();
        foreach (var block in Blocks.Where(block => !seen.Contains(block)))
        {
            foreach (var successor in block.Successors.ToArray())
            {
                block.Disconnect(successor);
            }
        }

        Blocks = order;
        Number();
    }

    /// <summary>Numbers blocks and values in order.</summary>
    public void Number()
    {
        nextId = 0;
        foreach (var parameter in Parameters)
        {
            parameter.Id = nextId++;
        }

        for (var i = 0; i < Blocks.Count; i++)
        {
            Blocks[i].Id = i;
            foreach (var value in Blocks[i].Values)
            {
                value.Id = nextId++;
            }
        }
    }

    /// <summary>Values and parameters, after <see cref="Number"/>; ids are smaller.</summary>
    public int ValueCount => nextId;

    public override string ToString() => Name;
}
