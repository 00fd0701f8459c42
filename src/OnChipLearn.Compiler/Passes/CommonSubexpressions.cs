using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Passes;

/// <summary>
/// One computation instead of several equal ones: pure operations and traps along the dominator tree, loads until something may have written there.
/// </summary>
internal static class CommonSubexpressions
{
    public static void Run(Function function)
    {
        function.Normalize();
        var dominators = new DominatorTree(function);
        var substitution = new Dictionary<Value, Value>();
        var removed = new HashSet<Value>();
        Visit(function.Entry, dominators, [], new Dictionary<Block, List<Value>>(), substitution, removed);
        foreach (var block in function.Blocks)
        {
            block.Values.RemoveAll(removed.Contains);
        }

        function.Replace(substitution);
    }

    private static void Visit(Block root, DominatorTree dominators, Dictionary<string, Value> known, Dictionary<Block, List<Value>> memoryAtEnd,
        Dictionary<Value, Value> substitution, HashSet<Value> removed)
    {
        var added = new List<string>();

        // What was loaded or stored before, if nothing else leads here.
        var memory = root.Predecessors is [var only] && memoryAtEnd.TryGetValue(only, out var before) ? new List<Value>(before) : [];
        foreach (var value in root.Values)
        {
            for (var i = 0; i < value.Operands.Count; i++)
            {
                while (substitution.TryGetValue(value.Operands[i], out var replacement))
                {
                    value.Operands[i] = replacement;
                }
            }

            if (value.Operation is Operation.Load or Operation.Store || MemoryDependence.IsBarrier(value))
            {
                Remember(value, memory, substitution, removed);
                continue;
            }

            if (value.Operation != Operation.TrapIf && !Effects.IsPure(value))
            {
                continue;
            }

            var key = Key(value);
            if (!known.TryGetValue(key, out var earlier))
            {
                known[key] = value;
                added.Add(key);
            }
            else if (value.Operation == Operation.TrapIf)
            {
                removed.Add(value);
            }
            else
            {
                substitution[value] = earlier;
            }
        }

        memoryAtEnd[root] = memory;
        foreach (var child in dominators.Children(root))
        {
            Visit(child, dominators, known, memoryAtEnd, substitution, removed);
        }

        foreach (var key in added)
        {
            known.Remove(key);
        }
    }

    private static void Remember(Value value, List<Value> memory, Dictionary<Value, Value> substitution, HashSet<Value> removed)
    {
        if (MemoryDependence.IsBarrier(value))
        {
            memory.Clear();
            return;
        }

        var match = memory.Find(known => known.Operands[0] == value.Operands[0] && known.Immediate == value.Immediate && known.Width == value.Width);
        if (value.Operation == Operation.Load)
        {
            if (match is { Operation: Operation.Load })
            {
                substitution[value] = match;
            }
            else if (match is { Operation: Operation.Store } store && value.Width is Width.Word or Width.Vector && match is not null)
            {
                substitution[value] = store.Operands[1];
            }
            else
            {
                memory.Add(value);
            }

            return;
        }

        if (match is { Operation: Operation.Store } same && same.Operands[1] == value.Operands[1])
        {
            removed.Add(value); // the same value is there already
            return;
        }

        memory.RemoveAll(known => MemoryDependence.MayOverlap(known, value));
        memory.Add(value);
    }

    private static string Key(Value value)
    {
        var operands = value.Operands.Select(operand => operand.Id).ToArray();
        if (value.Operation is Operation.Add or Operation.Multiply or Operation.And or Operation.Or or Operation.Xor or Operation.MultiplyHighSigned or Operation.MultiplyHighUnsigned)
        {
            Array.Sort(operands);
        }

        return $"{value.Operation}:{value.Predicate}:{value.Immediate}:{value.Symbol?.GetHashCode()}:{value.Symbol}:{value.Row?.Mnemonic}:{string.Join(',', operands)}";
    }
}
