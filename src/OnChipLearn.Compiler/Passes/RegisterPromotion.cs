using OnChipLearn.Compiler.Frontend;
using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Passes;

/// <summary>
/// Keeps a static field in a register while a loop runs, where nothing else in the loop can touch it: loaded in front of the loop, stored behind it.
/// </summary>
internal static class RegisterPromotion
{
    public static void Run(Function function)
    {
        function.Normalize();
        var count = new LoopForest(function, new DominatorTree(function)).Loops.Count;
        for (var i = 0; i < count; i++)
        {
            // Edges are split on the way, so the loops are found anew each time; inner loops come first.
            var dominators = new DominatorTree(function);
            var loops = new LoopForest(function, dominators).Loops;
            if (i < loops.Count && loops[i].Preheader is { } preheader)
            {
                Promote(function, loops[i], preheader, dominators);
                function.Normalize();
            }
        }

        TrivialPhis.Run(function);
        DeadCode.Run(function);
    }

    private static void Promote(Function function, Loop loop, Block preheader, DominatorTree dominators)
    {
        var accesses = loop.Blocks.SelectMany(block => block.Values).Where(value => value.Operation is Operation.Load or Operation.Store).ToArray();
        if (loop.Blocks.SelectMany(block => block.Values).Any(MemoryDependence.IsBarrier))
        {
            return;
        }

        var fields = accesses.Where(access => access.Width is Width.Word && access.Operands[0].Operation == Operation.Address && !loop.Contains(access.Operands[0]))
            .GroupBy(access => (access.Operands[0], access.Immediate))
            .Where(group => group.Any(access => access.Operation == Operation.Store)
                && accesses.All(other => group.Contains(other) || !MemoryDependence.MayOverlap(other, group.First()))

                // Executed in every round: the memory is touched anyway.
                && group.Any(access => loop.Latches.All(latch => dominators.Dominates(access.Block!, latch))))
            .ToArray();
        if (fields.Length == 0)
        {
            return;
        }

        var exits = loop.Blocks.SelectMany(block => block.Successors.Where(successor => !loop.Blocks.Contains(successor)).Select(successor => (block, successor))).ToArray();
        var stores = exits.Select(exit => Preheaders.Split(function, exit.block, exit.successor)).ToArray();
        foreach (var field in fields)
        {
            Promote(function, loop, preheader, stores, [.. field]);
        }
    }

    private static void Promote(Function function, Loop loop, Block preheader, Block[] exits, Value[] accesses)
    {
        var sample = accesses[0];
        var initial = new Value(Operation.Load, IrType.Word, sample.Operands[0]) { Width = Width.Word, Immediate = sample.Immediate, Position = sample.Position };
        preheader.InsertBeforeTerminator(initial);
        var variables = new SsaVariables((block, _) => throw new InvalidOperationException($"{function.Name}: {block} is not behind the loop's entry"), _ => IrType.Word);
        variables.Write(preheader, 0, initial);
        foreach (var block in function.Blocks)
        {
            variables.Seal(block);
        }

        // The last store of a block first, so that reads from other blocks see it.
        var members = accesses.ToHashSet();
        foreach (var block in loop.Blocks)
        {
            if (block.Values.LastOrDefault(value => members.Contains(value) && value.Operation == Operation.Store) is { } last)
            {
                variables.Write(block, 0, last.Operands[1]);
            }
        }

        var substitution = new Dictionary<Value, Value>();
        foreach (var block in loop.Blocks.OrderBy(block => block.Id))
        {
            Value? current = null;
            foreach (var value in block.Values.Where(members.Contains).ToArray())
            {
                if (value.Operation == Operation.Store)
                {
                    current = value.Operands[1];
                    block.Values.Remove(value);
                }
                else
                {
                    substitution[value] = current ??= AtEntry(block, variables);
                }
            }
        }

        foreach (var exit in exits)
        {
            exit.InsertBeforeTerminator(new Value(Operation.Store, IrType.None, sample.Operands[0], variables.Read(exit, 0)) { Width = Width.Word, Immediate = sample.Immediate, Position = sample.Position });
        }

        function.Replace(substitution);
    }

    // The value at the beginning of a block that may itself define it further down.
    private static Value AtEntry(Block block, SsaVariables variables)
    {
        if (block.Predecessors is [var only])
        {
            return variables.Read(only, 0);
        }

        var phi = new Value(Operation.Phi, IrType.Word) { Position = block.Values[0].Position };
        block.Insert(0, phi);
        foreach (var predecessor in block.Predecessors)
        {
            phi.Operands.Add(variables.Read(predecessor, 0));
        }

        return phi;
    }
}
