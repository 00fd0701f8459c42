using System.Numerics;
using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Passes;

/// <summary>Innermost loops whose number of rounds is known at their start count in the counter register: one instruction decrements and branches.</summary>
internal static class CountedLoops
{
    public static void Run(Function function)
    {
        function.Normalize();
        var dominators = new DominatorTree(function);
        var forest = new LoopForest(function, dominators);
        foreach (var loop in forest.Loops.Where(loop => loop.IsInnermost))
        {
            if (loop.Preheader is { } preheader && loop.Latches is [var latch] && latch.Terminator is { Operation: Operation.Branch } branch
                && !loop.Blocks.SelectMany(block => block.Values).Any(value => value.Operation == Operation.Call)
                && latch.Successors.Contains(loop.Header) && latch.Successors.Distinct().Count() == 2)
            {
                Convert(loop, preheader, latch, branch);
            }
        }

        DeadCode.Run(function);
        DeadCounters(function);
    }

    private static void Convert(Loop loop, Block preheader, Block latch, Value branch)
    {
        var predicate = latch.Successors[0] == loop.Header ? branch.Predicate : branch.Predicate.Negated();
        var (left, limit) = (branch.Operands[0], branch.Operands[1]);
        var induction = loop.Header.Phis.Select(phi => InductionVariable.Find(phi, loop)).FirstOrDefault(found => found is not null && (found.Next == left || found.Next == limit));
        if (induction is null)
        {
            return;
        }

        if (induction.Next == limit)
        {
            (left, limit, predicate) = (limit, left, predicate.Swapped());
        }

        if (loop.Contains(limit) || Rounds(preheader, induction, predicate, limit) is not { } rounds)
        {
            return;
        }

        preheader.InsertBeforeTerminator(new Value(Operation.SetCounter, IrType.None, rounds) { Position = branch.Position });
        branch.Operation = Operation.CountedBranch;
        branch.Operands.Clear();
        if (latch.Successors[0] != loop.Header)
        {
            latch.Successors.Reverse();
        }
    }

    // The number of rounds, computed in front of the loop; null where it is not certain.
    private static Value? Rounds(Block preheader, InductionVariable induction, Predicate predicate, Value limit)
    {
        var (initial, step) = (induction.Initial, induction.Step);
        if (initial.Operation == Operation.Constant && limit.Operation == Operation.Constant)
        {
            return ConstantRounds(initial.Immediate, limit.Immediate, step, predicate) is { } count ? Constant(preheader, count) : null;
        }

        // The counter register wraps like the variable does.
        if (predicate == Predicate.NotEqual && step is 1 or -1 && predicate == Predicate.NotEqual)
        {
            return step == 1 ? Difference(preheader, limit, initial) : Difference(preheader, initial, limit);
        }

        var magnitude = Math.Abs((long)step);
        if (!BitOperations.IsPow2(magnitude) || !IsGuarded(preheader, predicate, initial, limit))
        {
            return null;
        }

        var distance = (predicate, step > 0) switch
        {
            (Predicate.Less or Predicate.LessUnsigned, true) => Difference(preheader, limit, initial),
            (Predicate.Greater or Predicate.GreaterUnsigned, false) => Difference(preheader, initial, limit),
            _ => null,
        };
        if (distance is null || magnitude == 1)
        {
            return distance;
        }

        // A step of several may jump over the end of the number range; lengths and indices stay far below it.
        var rounded = Add(preheader, new Value(Operation.Add, IrType.Word, distance, Constant(preheader, (int)magnitude - 1)));
        return Add(preheader, new Value(Operation.ShiftRightLogical, IrType.Word, rounded, Constant(preheader, BitOperations.Log2((ulong)magnitude))));
    }

    /// <summary>How often a loop runs whose counter starts at a constant and is compared with one behind its body.</summary>
    public static int? ConstantRounds(long initial, long limit, long step, Predicate predicate)
    {
        if (predicate is Predicate.LessUnsigned or Predicate.LessOrEqualUnsigned or Predicate.GreaterUnsigned or Predicate.GreaterOrEqualUnsigned)
        {
            if (initial < 0 || limit < 0)
            {
                return null;
            }

            predicate = predicate switch
            {
                Predicate.LessUnsigned => Predicate.Less,
                Predicate.LessOrEqualUnsigned => Predicate.LessOrEqual,
                Predicate.GreaterUnsigned => Predicate.Greater,
                _ => Predicate.GreaterOrEqual,
            };
            if (step < 0)
            {
                return null; // would wrap below zero
            }
        }

        long rounds;
        switch (predicate)
        {
            case Predicate.Less when step > 0:
                rounds = (limit - initial + step - 1) / step;
                break;
            case Predicate.LessOrEqual when step > 0:
                rounds = (limit - initial) / step + (limit >= initial ? 1 : 0);
                break;
            case Predicate.Greater when step < 0:
                rounds = (initial - limit - step - 1) / -step;
                break;
            case Predicate.GreaterOrEqual when step < 0:
                rounds = (initial - limit) / -step + (initial >= limit ? 1 : 0);
                break;
            case Predicate.NotEqual when (limit - initial) % step == 0 && (limit - initial) / step > 0:
                rounds = (limit - initial) / step;
                break;
            default:
                return null;
        }

        // The body runs once before the first test.
        rounds = Math.Max(rounds, 1);
        var last = initial + rounds * step;
        return rounds <= int.MaxValue && last is >= int.MinValue and <= int.MaxValue ? (int)rounds : null;
    }

    // The branch in front of the loop made the same comparison of the first value.
    private static bool IsGuarded(Block preheader, Predicate predicate, Value initial, Value limit)
    {
        var block = preheader;
        while (block.Predecessors is [var before])
        {
            if (before.Terminator is { Operation: Operation.Branch } branch && before.Successors[0] != before.Successors[1])
            {
                var found = before.Successors[0] == block ? branch.Predicate : branch.Predicate.Negated();
                var (a, b) = (branch.Operands[0], branch.Operands[1]);
                if ((Same(a, initial) && Same(b, limit) && found == predicate) || (Same(b, initial) && Same(a, limit) && found.Swapped() == predicate))
                {
                    return true;
                }
            }

            block = before;
        }

        return false;
    }

    private static bool Same(Value a, Value b) => a == b || (a.Operation == Operation.Constant && b.Operation == Operation.Constant && a.Immediate == b.Immediate);

    private static Value Difference(Block block, Value a, Value b)
    {
        if (b.IsConstant(0))
        {
            return a;
        }

        return b.Operation == Operation.Constant
            ? Add(block, new Value(Operation.Add, IrType.Word, a, Constant(block, unchecked(-b.Immediate))))
            : Add(block, new Value(Operation.Subtract, IrType.Word, a, b));
    }

    private static Value Constant(Block block, int value) => Add(block, new Value(Operation.Constant, IrType.Word) { Immediate = value });

    private static Value Add(Block block, Value value)
    {
        value.Position = block.Terminator.Position;
        block.InsertBeforeTerminator(value);
        return value;
    }

    // Counters that only count themselves.
    private static void DeadCounters(Function function)
    {
        var users = new Dictionary<Value, HashSet<Value>>();
        foreach (var value in function.Values)
        {
            foreach (var operand in value.Operands)
            {
                (users.TryGetValue(operand, out var set) ? set : users[operand] = []).Add(value);
            }
        }

        foreach (var block in function.Blocks)
        {
            foreach (var phi in block.Phis.ToArray())
            {
                if (users.GetValueOrDefault(phi) is { } set && set.All(user => user.Operation == Operation.Add && users.GetValueOrDefault(user) is { } next && next.All(n => n == phi)))
                {
                    foreach (var user in set)
                    {
                        user.Block!.Values.Remove(user);
                    }

                    block.Values.Remove(phi);
                }
            }
        }
    }
}
