using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Passes;

/// <summary>
/// Puts the bodies of callees in the place of calls: where the programmer asked for it, where the callee is called from one place, and where the
/// body is not larger than the call.
/// </summary>
internal static class Inlining
{
    /// <summary>Operations of a body that cost no more than moving the arguments, calling and returning.</summary>
    private const int SmallBody = 12;

    /// <summary>Operations up to which a function grows by bodies that are called from one place.</summary>
    private const int LargestCaller = 6000;

    public static void Run(Function function, CallCounts calls)
    {
        while (function.Values.FirstOrDefault(value => value.Operation == Operation.Call && IsWorthwhile(function, value.Callee!, calls)) is { } call)
        {
            Inline(function, call);
        }

        function.Normalize();
    }

    private static bool IsWorthwhile(Function caller, Function callee, CallCounts calls) => callee.InlineRequest switch
    {
        InlineRequest.Never => false,
        InlineRequest.Always => true,
        _ => Size(callee) <= SmallBody || (calls.Of(callee) == 1 && Size(caller) + Size(callee) <= LargestCaller),
    };

    private static int Size(Function function) => function.Values.Count(value => value.Operation is not (Operation.Constant or Operation.Phi or Operation.Jump or Operation.Return));

    private static void Inline(Function function, Value call)
    {
        var callee = call.Callee!;
        var block = call.Block!;
        var index = block.Values.IndexOf(call);
        var rest = function.NewBlock();

        // The rest of the block, with its edges, moves to a new block.
        foreach (var value in block.Values.Skip(index + 1))
        {
            rest.Append(value);
        }

        block.Values.RemoveRange(index, block.Values.Count - index);
        rest.Successors.AddRange(block.Successors);
        foreach (var successor in block.Successors)
        {
            for (var i = 0; i < successor.Predecessors.Count; i++)
            {
                successor.Predecessors[i] = successor.Predecessors[i] == block ? rest : successor.Predecessors[i];
            }
        }

        block.Successors.Clear();

        var values = new Dictionary<Value, Value>();
        for (var i = 0; i < callee.Parameters.Count; i++)
        {
            values[callee.Parameters[i]] = call.Operands[i];
        }

        var blocks = callee.Blocks.ToDictionary(old => old, _ => function.NewBlock());
        var returns = new List<(Block Block, Value Return)>();
        foreach (var old in callee.Blocks)
        {
            foreach (var value in old.Values)
            {
                var copy = values[value] = value.Clone();
                if (value.Operation == Operation.Slot)
                {
                    function.Entry.Insert(function.Entry.PhiCount, copy);
                    continue;
                }

                blocks[old].Append(copy);
                if (value.Operation == Operation.Return)
                {
                    returns.Add((blocks[old], copy));
                }
            }

            blocks[old].Predecessors.AddRange(old.Predecessors.Select(predecessor => blocks[predecessor]));
            blocks[old].Successors.AddRange(old.Successors.Select(successor => blocks[successor]));
        }

        foreach (var value in blocks.Values.SelectMany(copy => copy.Values))
        {
            for (var i = 0; i < value.Operands.Count; i++)
            {
                value.Operands[i] = values[value.Operands[i]];
            }
        }

        block.Terminate(new Value(Operation.Jump, IrType.None) { Position = call.Position }, blocks[callee.Entry]);
        Join(function, call, rest, returns);
    }

    private static void Join(Function function, Value call, Block rest, List<(Block Block, Value Return)> returns)
    {
        foreach (var (block, value) in returns)
        {
            block.Values.Remove(value);
            block.Terminate(new Value(Operation.Jump, IrType.None) { Position = value.Position }, rest);
        }

        var substitution = new Dictionary<Value, Value>();
        foreach (var result in function.Values.Where(value => value.Operation == Operation.Result && value.Operands[0] == call).ToArray())
        {
            var phi = new Value(Operation.Phi, result.Type, [.. returns.Select(pair => pair.Return.Operands[result.Immediate])]) { Position = call.Position };
            rest.Insert(0, phi);
            substitution[result] = phi;
        }

        function.Replace(substitution);
        if (returns.Count == 0)
        {
            // The callee never returns; what follows the call cannot be reached and goes with the next cleaning.
            function.Normalize();
        }
    }
}
