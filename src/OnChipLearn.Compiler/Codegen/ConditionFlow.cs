using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Codegen;

/// <summary>Whether a program compares in one function and uses the result in another.</summary>
internal static class ConditionFlow
{
    /// <summary>True when somewhere the condition may be read before a compare of the same function, since its beginning or since a call.</summary>
    public static bool CrossesCalls(IEnumerable<Function> functions) => functions.Any(ReadsForeign);

    private static bool ReadsForeign(Function function)
    {
        // Own: on every way here a compare came after the last call. Optimistic at first, so that loops keep what comes in.
        var ownAtEnd = function.Blocks.ToDictionary(block => block, _ => true);
        var changed = true;
        var foreign = false;
        while (changed)
        {
            (changed, foreign) = (false, false);
            foreach (var block in function.Blocks)
            {
                var own = block.Predecessors.Count > 0 && block.Predecessors.All(predecessor => ownAtEnd[predecessor]);
                foreach (var value in block.Values)
                {
                    if (value.Operation == Operation.Call)
                    {
                        own = false;
                    }
                    else if (value.Operation == Operation.Vector)
                    {
                        foreign |= !own && VectorOperands.ReadsCondition(value.Row!, value.Immediate);
                        own |= VectorOperands.WritesCondition(value.Row!);
                    }
                }

                changed |= own != ownAtEnd[block];
                ownAtEnd[block] = own;
            }
        }

        return foreign;
    }
}
