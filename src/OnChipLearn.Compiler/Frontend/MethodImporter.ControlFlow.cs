using System.Reflection.Metadata;
using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Frontend;

/// <content>Blocks, their order and the branches between them.</content>
internal sealed partial class MethodImporter
{
    private void BuildBlocks(List<IlInstruction> code)
    {
        if (code.Count == 0)
        {
            throw new CompilationException(position, $"{method.FullName}: empty method body");
        }

        var leaders = new SortedSet<int> { 0 };
        foreach (var instruction in code)
        {
            if (instruction.IsBranch)
            {
                leaders.Add((int)instruction.Operand);
                leaders.Add(instruction.Next);
            }
            else if (instruction.Code == ILOpCode.Switch)
            {
                leaders.UnionWith(instruction.Targets);
                leaders.Add(instruction.Next);
            }
            else if (instruction.Code is ILOpCode.Ret or ILOpCode.Throw or ILOpCode.Rethrow)
            {
                leaders.Add(instruction.Next);
            }
        }

        List<IlInstruction>? part = null;
        foreach (var instruction in code)
        {
            if (leaders.Contains(instruction.Offset))
            {
                part = [];
                blocks[instruction.Offset] = (function.NewBlock(), part);
            }

            part!.Add(instruction);
        }

        foreach (var leader in leaders)
        {
            if (!blocks.ContainsKey(leader) && leader != code[^1].Next)
            {
                throw new CompilationException(position, $"{method.FullName}: a branch into the middle of an instruction (IL offset {leader})");
            }
        }

        variables.Seal(entry);
        current = entry;
        entry.Terminate(new Value(Operation.Jump, IrType.None) { Position = position }, blocks[0].Block);
        entryStacks[blocks[0].Block] = [];
        expectedEdges[blocks[0].Block] = 1;
        foreach (var (block, instructions) in Order())
        {
            // A switch becomes a chain of branches, with one edge per case.
            var last = instructions[^1];
            foreach (var target in last.Code == ILOpCode.Switch ? last.Targets.Append(last.Next).Select(BlockAt) : Targets(last))
            {
                expectedEdges[target] = expectedEdges.GetValueOrDefault(target) + 1;
            }
        }
    }

    // Distinct targets of the last instruction of a block.
    private IEnumerable<Block> Targets(IlInstruction last)
    {
        var offsets = new List<int>();
        if (last.IsBranch)
        {
            offsets.Add((int)last.Operand);
        }

        offsets.AddRange(last.Targets);
        if (last.Code is not (ILOpCode.Ret or ILOpCode.Throw or ILOpCode.Rethrow) && last.Code.General() != ILOpCode.Br)
        {
            offsets.Add(last.Next);
        }

        return offsets.Distinct().Select(BlockAt).Distinct();
    }

    private Block BlockAt(int offset) => blocks.TryGetValue(offset, out var found)
        ? found.Block
        : throw new CompilationException(position, $"{method.FullName}: control runs past the end of the method");

    private List<(Block Block, List<IlInstruction> Code)> Order()
    {
        var order = new List<(Block, List<IlInstruction>)>();
        var seen = new HashSet<int>();
        var byBlock = blocks.ToDictionary(pair => pair.Value.Block, pair => pair.Key);
        var work = new Stack<(int Offset, Queue<Block> Remaining)>();
        void Enter(int offset)
        {
            if (seen.Add(offset))
            {
                work.Push((offset, new Queue<Block>(Targets(blocks[offset].Code[^1]).Reverse())));
            }
        }

        Enter(0);
        while (work.TryPeek(out var top))
        {
            if (top.Remaining.TryDequeue(out var next))
            {
                Enter(byBlock[next]);
            }
            else
            {
                order.Add(blocks[top.Offset]);
                work.Pop();
            }
        }

        order.Reverse();
        return order;
    }

    // Only blocks of the method itself wait for predecessors; those made inside an instruction are sealed when they are made.
    private void SealIfComplete(Block block)
    {
        if (block.Predecessors.Count == expectedEdges.GetValueOrDefault(block))
        {
            variables.Seal(block);
        }
    }

    private void PassStack(Block target)
    {
        var entries = stack.Reverse().ToArray();
        if (entryStacks.TryGetValue(target, out var expected))
        {
            if (expected.Length != entries.Length)
            {
                throw new CompilationException(position, $"{method.FullName}: the evaluation stack has {entries.Length} entries where {expected.Length} were expected");
            }
        }
        else
        {
            entryStacks[target] = [.. entries.Select(entry => entry.Type)];
        }

        for (var depth = 0; depth < entries.Length; depth++)
        {
            for (var part = 0; part < entries[depth].Parts.Length; part++)
            {
                variables.Write(current, StackVariable(depth, part, entries[depth].Parts[part].Type), entries[depth].Parts[part]);
            }
        }
    }

    private int StackVariable(int depth, int part, IrType type)
    {
        // Word and vector entries at the same depth are different variables.
        var key = (depth, part * 2 + (type == IrType.Vector ? 1 : 0));
        if (!stackVariables.TryGetValue(key, out var variable))
        {
            stackVariables[key] = variable = variableTypes.Count;
            variableTypes.Add(type);
        }

        return variable;
    }

    private void Jump(Block target)
    {
        PassStack(target);
        current.Terminate(new Value(Operation.Jump, IrType.None) { Position = position }, target);
        SealIfComplete(target);
    }

    private void Branch(Predicate predicate, Value a, Value b, int taken, int next)
    {
        var (first, second) = (BlockAt(taken), BlockAt(next));
        if (first == second)
        {
            Jump(first);
            return;
        }

        PassStack(first);
        PassStack(second);
        current.Terminate(new Value(Operation.Branch, IrType.None, a, b) { Predicate = predicate, Position = position }, first, second);
        SealIfComplete(first);
        SealIfComplete(second);
    }

    /// <summary>A block in the middle of an IL instruction.</summary>
    private Block InnerBlock() => function.NewBlock();

    /// <summary>Both values computed already; the one that the relation chooses.</summary>
    private Value Choose(Predicate predicate, Value a, Value b, Value whenTrue, Value whenFalse)
    {
        var (yes, join) = (InnerBlock(), InnerBlock());
        current.Terminate(new Value(Operation.Branch, IrType.None, a, b) { Predicate = predicate, Position = position }, yes, join);
        yes.Terminate(new Value(Operation.Jump, IrType.None) { Position = position }, join);
        variables.Seal(yes);
        variables.Seal(join);
        var phi = new Value(Operation.Phi, whenTrue.Type) { Position = position };
        phi.Operands.AddRange(join.Predecessors.Select(predecessor => predecessor == yes ? whenTrue : whenFalse));
        join.Append(phi);
        current = join;
        return phi;
    }
}
