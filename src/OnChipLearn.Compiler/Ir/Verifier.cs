namespace OnChipLearn.Compiler.Ir;

/// <summary>Checks what every pass must leave behind; a violation is a defect of the compiler.</summary>
internal static class Verifier
{
    public static void Verify(Function function, string after)
    {
        void Fail(string what) => throw new InvalidOperationException($"after {after}: {function.Name}: {what}\n{IrPrinter.Print(function)}");

        function.Number();
        if (function.Entry.Predecessors.Count > 0)
        {
            Fail("the entry block has predecessors");
        }

        var known = new HashSet<Block>(function.Blocks);
        var defined = new HashSet<Value>(function.Parameters);
        foreach (var block in function.Blocks)
        {
            if (!block.IsTerminated)
            {
                Fail($"{block} has no terminator");
            }

            foreach (var successor in block.Successors)
            {
                if (!known.Contains(successor) || successor.Predecessors.Count(p => p == block) != block.Successors.Count(s => s == successor))
                {
                    Fail($"edge {block} -> {successor} is not mirrored");
                }
            }

            if (block.Predecessors.Any(predecessor => !known.Contains(predecessor)))
            {
                Fail($"{block} has a predecessor that is not in the function");
            }

            var expected = block.Terminator.Operation switch
            {
                Operation.Jump => 1,
                Operation.Branch or Operation.CountedBranch => 2,
                _ => 0,
            };
            if (block.Successors.Count != expected)
            {
                Fail($"{block} has {block.Successors.Count} successors, expected {expected}");
            }

            var phisOver = false;
            foreach (var value in block.Values)
            {
                if (value.Block != block || !defined.Add(value))
                {
                    Fail($"{value} is in two places or names a wrong block");
                }

                if (value.IsTerminator != (value == block.Terminator))
                {
                    Fail($"{value} is a terminator in the middle of {block}");
                }

                phisOver |= value.Operation != Operation.Phi;
                if (value.Operation == Operation.Phi && (phisOver || value.Operands.Count != block.Predecessors.Count))
                {
                    Fail($"{value}: phi out of place or with {value.Operands.Count} operands for {block.Predecessors.Count} predecessors");
                }
            }
        }

        VerifyUses(function, defined, Fail);
    }

    private static void VerifyUses(Function function, HashSet<Value> defined, Action<string> fail)
    {
        var position = new Dictionary<Value, int>();
        foreach (var block in function.Blocks)
        {
            for (var i = 0; i < block.Values.Count; i++)
            {
                position[block.Values[i]] = i;
            }
        }

        var copy = function.Blocks.ToArray();
        function.Normalize();
        if (function.Blocks.Count != copy.Length)
        {
            return; // unreachable blocks are dropped; what they used does not matter
        }

        var dominators = new DominatorTree(function);
        foreach (var value in function.Values)
        {
            for (var i = 0; i < value.Operands.Count; i++)
            {
                var operand = value.Operands[i];
                if (!defined.Contains(operand))
                {
                    fail($"{IrPrinter.Print(value)} uses a value that is in no block: {IrPrinter.Print(operand)}");
                }

                if (operand.Type == IrType.None && operand.Operation != Operation.Call)
                {
                    fail($"{IrPrinter.Print(value)} uses {operand}, which has no result");
                }

                if (operand.Block is null)
                {
                    continue;
                }

                var user = value.Operation == Operation.Phi ? value.Block!.Predecessors[i] : value.Block!;
                var dominated = operand.Block == user && value.Operation != Operation.Phi
                    ? position[operand] < position[value]
                    : dominators.Dominates(operand.Block, user);
                if (!dominated)
                {
                    fail($"{IrPrinter.Print(value)} uses {operand}, which does not dominate it");
                }
            }
        }
    }
}
