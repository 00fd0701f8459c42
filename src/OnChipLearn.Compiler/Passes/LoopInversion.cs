using OnChipLearn.Compiler.Frontend;
using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Passes;

/// <summary>
/// Puts the test of a loop at its end: the test is copied in front of the loop, where it decides whether there is a first round. Saves a branch
/// per round and gives the loop a place that is executed exactly when the loop is.
/// </summary>
internal static class LoopInversion
{
    private const int LargestTest = 16;

    public static void Run(Function function)
    {
        for (var changed = true; changed;)
        {
            changed = false;
            function.Normalize();
            var loops = new LoopForest(function, new DominatorTree(function));
            foreach (var loop in loops.Loops)
            {
                if (IsCandidate(loop))
                {
                    Invert(function, loop);
                    TrivialPhis.Run(function);
                    changed = true;
                    break;
                }
            }
        }

        Cleaning.Run(function);
    }

    private static bool IsCandidate(Loop loop)
    {
        var header = loop.Header;
        return header.Terminator.Operation == Operation.Branch
            && header.Values.Count(value => value.Operation is not (Operation.Constant or Operation.Phi)) <= LargestTest
            && header.Successors.Count(loop.Blocks.Contains) == 1
            && loop.Latches.All(latch => latch.Terminator.Operation == Operation.Jump)
            && header.Values.All(value => value.Operation is not (Operation.Call or Operation.Result));
    }

    private static void Invert(Function function, Loop loop)
    {
        var header = loop.Header;
        var preheader = Preheaders.Ensure(function, loop);
        var index = header.Predecessors.IndexOf(preheader);
        var copies = new Dictionary<Value, Value>();
        var terminator = preheader.Terminator;
        preheader.Values.Remove(terminator);
        foreach (var value in header.Values)
        {
            if (value.Operation == Operation.Phi)
            {
                copies[value] = value.Operands[index];
                continue;
            }

            var copy = value.Clone();
            for (var i = 0; i < copy.Operands.Count; i++)
            {
                copy.Operands[i] = copies.GetValueOrDefault(copy.Operands[i], copy.Operands[i]);
            }

            copies[value] = copy;
            preheader.Append(copy);
        }

        // Edges: the preheader goes where the header goes; the header is entered from the latches only.
        preheader.Disconnect(header);
        foreach (var successor in header.Successors)
        {
            var from = successor.Predecessors.IndexOf(header);
            preheader.Successors.Add(successor);
            successor.Predecessors.Add(preheader);
            foreach (var phi in successor.Phis)
            {
                phi.Operands.Add(copies.GetValueOrDefault(phi.Operands[from], phi.Operands[from]));
            }
        }

        Repair(function, header, preheader, copies);
        SplitEdges(function, preheader);
    }

    // Values of the header that are used elsewhere now have two definitions.
    private static void Repair(Function function, Block header, Block preheader, Dictionary<Value, Value> copies)
    {
        var originals = header.Values.Where(value => value.Type != IrType.None).ToArray();
        var variables = new SsaVariables((block, _) => throw new InvalidOperationException($"{function.Name}: a loop is entered beside its header at {block}"), variable => originals[variable].Type);
        var indices = new Dictionary<Value, int>();
        for (var i = 0; i < originals.Length; i++)
        {
            indices[originals[i]] = i;
            variables.Write(header, i, originals[i]);
            variables.Write(preheader, i, copies[originals[i]]);
        }

        foreach (var block in function.Blocks)
        {
            variables.Seal(block);
        }

        foreach (var block in function.Blocks.ToArray())
        {
            foreach (var value in block.Values.ToArray())
            {
                for (var i = 0; i < value.Operands.Count; i++)
                {
                    if (!indices.TryGetValue(value.Operands[i], out var variable))
                    {
                        continue;
                    }

                    if (value.Operation == Operation.Phi)
                    {
                        var predecessor = block.Predecessors[i];
                        if (predecessor != preheader && predecessor != header)
                        {
                            value.Operands[i] = variables.Read(predecessor, variable);
                        }
                    }
                    else if (block != header && block != preheader)
                    {
                        value.Operands[i] = variables.Read(block, variable);
                    }
                }
            }
        }
    }

    // The loop keeps a block of its own in front of it.
    private static void SplitEdges(Function function, Block preheader)
    {
        foreach (var successor in preheader.Successors.ToArray())
        {
            if (successor.Predecessors.Count > 1)
            {
                Preheaders.Split(function, preheader, successor);
            }
        }
    }
}
