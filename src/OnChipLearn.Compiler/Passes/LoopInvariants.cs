using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Passes;

/// <summary>Moves what is the same in every round in front of the loop: pure operations, and loads that nothing in the loop can change.</summary>
internal static class LoopInvariants
{
    /// <summary>Vector values that may be kept over a loop in addition to what the loop carries; more would be spilled, at 76 cycles each.</summary>
    private const int MostVectors = 20;

    public static void Run(Function function)
    {
        function.Normalize();
        var dominators = new DominatorTree(function);
        var loops = new LoopForest(function, dominators).Loops;
        foreach (var loop in loops)
        {
            Preheaders.Ensure(function, loop);
        }

        function.Normalize();
        dominators = new DominatorTree(function);
        foreach (var loop in new LoopForest(function, dominators).Loops)
        {
            Hoist(function, loop, dominators);
        }
    }

    private static void Hoist(Function function, Loop loop, DominatorTree dominators)
    {
        if (loop.Preheader is not { } preheader)
        {
            return;
        }

        var members = loop.Blocks.SelectMany(block => block.Values).ToArray();
        var isBarred = members.Any(MemoryDependence.IsBarrier);
        var stores = members.Where(value => value.Operation == Operation.Store).ToArray();
        var vectors = loop.Header.Phis.Count(phi => phi.Type == IrType.Vector);
        foreach (var block in function.Blocks.Where(loop.Blocks.Contains))
        {
            var isAlwaysExecuted = loop.Latches.All(latch => dominators.Dominates(block, latch));
            foreach (var value in block.Values.ToArray())
            {
                if (value.Operands.Any(loop.Contains))
                {
                    continue;
                }

                var isInvariant = Effects.IsPure(value)
                    ? value.Operation is not (Operation.DivideSigned or Operation.DivideUnsigned) || isAlwaysExecuted
                    : value is { Operation: Operation.Load, IsVolatile: false } && isAlwaysExecuted && !isBarred && !stores.Any(store => MemoryDependence.MayOverlap(store, value));
                if (!isInvariant || (value.Type == IrType.Vector && ++vectors > MostVectors))
                {
                    continue;
                }

                block.Values.Remove(value);
                preheader.InsertBeforeTerminator(value);
            }
        }
    }
}
