using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Passes;

/// <summary>Constant folding, algebraic identities, known branches; repeated until nothing changes.</summary>
internal static class Simplification
{
    private const int MostRounds = 50;

    public static void Run(Function function)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var changed = TrivialPhis.Run(function);
            var substitution = new Dictionary<Value, Value>();
            foreach (var block in function.Blocks)
            {
                for (var i = 0; i < block.Values.Count; i++)
                {
                    var value = block.Values[i];
                    Resolve(value, substitution);
                    var before = block.Values.Count;
                    var result = Algebra.Simplify(value);
                    if (result is null)
                    {
                        continue;
                    }

                    changed = true;
                    if (result != value)
                    {
                        substitution[value] = result;
                    }

                    // New operands were put in front of the value.
                    i += block.Values.Count - before;
                }
            }

            function.Replace(substitution);
            changed |= FoldBranches(function);
            if (!changed)
            {
                return;
            }
        }
    }

    private static void Resolve(Value value, Dictionary<Value, Value> substitution)
    {
        for (var i = 0; i < value.Operands.Count; i++)
        {
            while (substitution.TryGetValue(value.Operands[i], out var replacement))
            {
                value.Operands[i] = replacement;
            }
        }
    }

    private static bool FoldBranches(Function function)
    {
        var changed = false;
        foreach (var block in function.Blocks)
        {
            block.Values.RemoveAll(value => value.Operation == Operation.TrapIf && IsKnown(value) is false);
            if (block.Terminator is { Operation: Operation.Branch } branch && IsKnown(branch) is { } taken)
            {
                block.Disconnect(block.Successors[taken ? 1 : 0]);
                branch.Operation = Operation.Jump;
                branch.Operands.Clear();
                changed = true;
            }
        }

        if (changed)
        {
            function.Normalize();
        }

        return changed;
    }

    private static bool? IsKnown(Value value)
    {
        var (a, b) = (value.Operands[0], value.Operands[1]);
        if (a.Operation == Operation.Constant && b.Operation == Operation.Constant)
        {
            return value.Predicate.Holds(a.Immediate, b.Immediate);
        }

        if (a == b)
        {
            return value.Predicate.Holds(0, 0);
        }

        return (value.Predicate, b) switch
        {
            (Predicate.LessUnsigned, { Operation: Operation.Constant, Immediate: 0 }) => false,
            (Predicate.GreaterOrEqualUnsigned, { Operation: Operation.Constant, Immediate: 0 }) => true,
            (Predicate.GreaterUnsigned, { Operation: Operation.Constant, Immediate: -1 }) => false,
            (Predicate.GreaterOrEqualUnsigned, { Operation: Operation.Constant } limit) when IsBelow(a, limit.Immediate) => false,
            (Predicate.GreaterUnsigned, { Operation: Operation.Constant } limit) when limit.Immediate != -1 && IsBelow(a, limit.Immediate + 1) => false,
            (Predicate.LessUnsigned, { Operation: Operation.Constant } limit) when IsBelow(a, limit.Immediate) => true,
            _ => null,
        };
    }

    private static bool IsBelow(Value value, int limit) => KnownBits.Possible(value) < (uint)limit;
}
