using OnChipLearn.Compiler.Frontend;
using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Passes;

/// <summary>
/// Turns pieces of frame slots into values, where the slot is only loaded and stored at known offsets: locals whose address was taken, structures
/// under construction, closures of local functions.
/// </summary>
internal static class SlotPromotion
{
    public static void Run(Function function)
    {
        var pieces = Pieces(function);
        if (pieces.Count == 0)
        {
            return;
        }

        var indices = pieces.Keys.Select((key, index) => (key, index)).ToDictionary(pair => pair.key, pair => pair.index);
        var types = pieces.Values.Select(width => width.Type()).ToArray();
        var variables = new SsaVariables((block, variable) => Undefined(block, types[variable]), variable => types[variable]);
        var substitution = new Dictionary<Value, Value>();
        var filled = new HashSet<Block>();
        foreach (var block in function.Blocks)
        {
            if (block.Predecessors.All(filled.Contains))
            {
                variables.Seal(block);
            }

            Fill(block, variables, indices, substitution);
            filled.Add(block);
            foreach (var successor in block.Successors.Where(successor => filled.Contains(successor) && successor.Predecessors.All(filled.Contains)))
            {
                variables.Seal(successor);
            }
        }

        foreach (var block in function.Blocks)
        {
            variables.Seal(block);
        }

        function.Replace(substitution);
        TrivialPhis.Run(function);
        DeadCode.Run(function);
    }

    private static void Fill(Block block, SsaVariables variables, Dictionary<(Value, int), int> indices, Dictionary<Value, Value> substitution)
    {
        foreach (var value in block.Values.ToArray())
        {
            if (value.Operation is not (Operation.Load or Operation.Store) || !indices.TryGetValue((value.Operands[0], value.Immediate), out var variable))
            {
                continue;
            }

            if (value.Operation == Operation.Store)
            {
                variables.Write(block, variable, value.Operands[1]);
                block.Values.Remove(value);
                continue;
            }

            var current = variables.Read(block, variable);
            var extended = Extend(value, current);
            if (extended != current)
            {
                block.Insert(block.Values.IndexOf(value), extended);
                if (extended.Operation == Operation.And)
                {
                    block.Insert(block.Values.IndexOf(extended), extended.Operands[1]);
                }
            }

            substitution[value] = extended;
        }
    }

    // What a narrow store and load would have made of the word.
    private static Value Extend(Value load, Value word) => load.Width switch
    {
        Width.SignedByte => new Value(Operation.SignExtendByte, IrType.Word, word) { Position = load.Position },
        Width.SignedHalfword => new Value(Operation.SignExtendHalfword, IrType.Word, word) { Position = load.Position },
        Width.Byte => new Value(Operation.And, IrType.Word, word, new Value(Operation.Constant, IrType.Word) { Immediate = 0xff }) { Position = load.Position },
        Width.Halfword => new Value(Operation.And, IrType.Word, word, new Value(Operation.Constant, IrType.Word) { Immediate = 0xffff }) { Position = load.Position },
        _ => word,
    };

    private static Value Undefined(Block block, IrType type)
    {
        var value = new Value(Operation.Undefined, type);
        block.Insert(block.PhiCount, value);
        return value;
    }

    // Pieces that are always accessed with one size and do not overlap another piece.
    private static Dictionary<(Value Slot, int Offset), Width> Pieces(Function function)
    {
        var pieces = new Dictionary<(Value Slot, int Offset), Width>();
        var spoiled = new HashSet<Value>();
        foreach (var value in function.Values)
        {
            for (var i = 0; i < value.Operands.Count; i++)
            {
                var operand = value.Operands[i];
                if (operand.Operation != Operation.Slot)
                {
                    continue;
                }

                if (i != 0 || value.Operation is not (Operation.Load or Operation.Store) || value.IsVolatile)
                {
                    spoiled.Add(operand);
                }
                else if (!pieces.TryAdd((operand, value.Immediate), value.Width) && pieces[(operand, value.Immediate)].Bytes() != value.Width.Bytes())
                {
                    spoiled.Add(operand);
                }
            }
        }

        foreach (var (slot, list) in pieces.GroupBy(pair => pair.Key.Slot).Select(group => (group.Key, group.OrderBy(pair => pair.Key.Offset).ToArray())))
        {
            for (var i = 1; i < list.Length; i++)
            {
                if (list[i - 1].Key.Offset + list[i - 1].Value.Bytes() > list[i].Key.Offset)
                {
                    spoiled.Add(slot);
                }
            }
        }

        return pieces.Where(pair => !spoiled.Contains(pair.Key.Slot)).ToDictionary();
    }
}
