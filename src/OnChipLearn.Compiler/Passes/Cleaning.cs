using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Passes;

/// <summary>Control flow: drops what cannot be reached, joins blocks that always follow each other, skips empty blocks.</summary>
internal static class Cleaning
{
    public static void Run(Function function)
    {
        function.Normalize();
        var changed = true;
        while (changed)
        {
            changed = TrivialPhis.Run(function);
            foreach (var block in function.Blocks.ToArray())
            {
                changed |= MergeWithSuccessor(function, block) || SkipEmpty(function, block);
            }

            if (changed)
            {
                function.Normalize();
            }
        }

        DeadCode.Run(function);
    }

    private static bool MergeWithSuccessor(Function function, Block block)
    {
        if (block.Successors.Count != 1 || block.Successors[0] is not { Predecessors.Count: 1 } next || next == block || next == function.Entry || !function.Blocks.Contains(block))
        {
            return false;
        }

        // With one predecessor every phi is trivial; those are gone before this runs.
        if (next.PhiCount > 0)
        {
            return false;
        }

        block.Values.RemoveAt(block.Values.Count - 1);
        foreach (var value in next.Values)
        {
            block.Append(value);
        }

        block.Successors.Clear();
        block.Successors.AddRange(next.Successors);
        foreach (var successor in next.Successors)
        {
            successor.Predecessors[successor.Predecessors.IndexOf(next)] = block;
        }

        next.Successors.Clear();
        next.Predecessors.Clear();
        function.Blocks.Remove(next);
        return true;
    }

    // A block that only jumps: its predecessors go to the target directly, if no phi needs to tell them apart.
    private static bool SkipEmpty(Function function, Block block)
    {
        if (block == function.Entry || block.Values.Count != 1 || block.Terminator.Operation != Operation.Jump || !function.Blocks.Contains(block))
        {
            return false;
        }

        var target = block.Successors[0];
        if (target == block || block.Predecessors.Count == 0)
        {
            return false;
        }

        var index = target.Predecessors.IndexOf(block);
        var merges = block.Predecessors.Any(predecessor => target.Predecessors.Contains(predecessor) || predecessor.Successors.Count(s => s == block) > 1);
        if (merges)
        {
            // Both ways of a branch lead to the target: fine if all phis agree, then the branch is no branch.
            if (block.Predecessors is not [{ Terminator.Operation: Operation.Branch } predecessor] || predecessor.Successors.Count(s => s == block) > 1)
            {
                return false;
            }

            var other = target.Predecessors.IndexOf(predecessor);
            if (other < 0 || target.Phis.Any(phi => phi.Operands[index] != phi.Operands[other]))
            {
                return false;
            }

            predecessor.Disconnect(block);
            predecessor.Terminator.Operation = Operation.Jump;
            predecessor.Terminator.Operands.Clear();
            block.Disconnect(target);
            function.Blocks.Remove(block);
            return true;
        }

        var values = target.Phis.Select(phi => phi.Operands[index]).ToArray();
        var position = block.Terminator.Position;
        block.Disconnect(target);
        foreach (var predecessor in block.Predecessors.ToArray())
        {
            predecessor.Successors[predecessor.Successors.IndexOf(block)] = target;
            target.Predecessors.Add(predecessor);
            var i = 0;
            foreach (var phi in target.Phis)
            {
                phi.Operands.Add(values[i++]);
            }
        }

        block.Predecessors.Clear();
        function.Blocks.Remove(block);
        return true;
    }
}
