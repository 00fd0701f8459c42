using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Passes;

/// <summary>Removes traps that cannot happen: indices whose range lies inside, or that a branch or the test of a loop has compared with the length.</summary>
internal static class BoundsChecks
{
    public static void Run(Function function)
    {
        function.Normalize();
        if (!function.Values.Any(value => value.Operation == Operation.TrapIf))
        {
            return;
        }

        var dominators = new DominatorTree(function);
        var loops = new LoopForest(function, dominators);
        var ranges = new Ranges(dominators, loops);
        var proof = new Proof(function, dominators, loops, ranges);
        foreach (var block in function.Blocks)
        {
            block.Values.RemoveAll(value => value.Operation == Operation.TrapIf && proof.NeverHolds(value, block));
        }
    }

    private sealed class Proof(Function function, DominatorTree dominators, LoopForest loops, Ranges ranges)
    {
        public bool NeverHolds(Value trap, Block block)
        {
            var (a, b) = (trap.Operands[0], trap.Operands[1]);
            var (x, y) = (ranges.At(a, block, function), ranges.At(b, block, function));
            return trap.Predicate switch
            {
                Predicate.Equal => x.High < y.Low || x.Low > y.High || IsNever(Predicate.Equal, a, b, block),
                Predicate.Less => x.Low >= y.High,
                Predicate.Greater => x.High <= y.Low,
                Predicate.GreaterOrEqualUnsigned => x.Low >= 0 && (x.High < y.Low || IsLess(a, b, block, 4)),
                Predicate.GreaterUnsigned => x.Low >= 0 && y.Low >= 0 && x.High <= y.Low,
                _ => false,
            };
        }

        // A branch on the way here excluded it.
        private bool IsNever(Predicate predicate, Value a, Value b, Block block) =>
            Conditions(block).Any(condition => condition.Branch.Operands[0] == a && condition.Branch.Operands[1] == b && condition.Predicate == predicate.Negated());

        private bool IsLess(Value a, Value b, Block block, int depth)
        {
            if (depth == 0)
            {
                return false;
            }

            if (Conditions(block).Any(condition => Says(condition.Branch, condition.Predicate, a, b)))
            {
                return true;
            }

            if (a.Operation != Operation.Phi || loops.Of(a.Block!) is not { } loop || InductionVariable.Find(a, loop) is not { } induction)
            {
                return false;
            }

            // A counter: the test in front of the loop bounds the first value, the test at its end the next one.
            var latch = induction.Latch.Terminator;
            var again = induction.Latch.Successors.IndexOf(loop.Header);
            var stays = latch.Operation == Operation.Branch
                && Says(latch, again == 0 ? latch.Predicate : latch.Predicate.Negated(), induction.Next, b);
            return induction.Step == 1 && stays && loop.Preheader is { } preheader
                && (IsLess(induction.Initial, b, preheader, depth - 1) || ranges.Of(induction.Initial).High < ranges.At(b, preheader, function).Low);
        }

        private bool Says(Value branch, Predicate predicate, Value a, Value b)
        {
            var (left, right) = (branch.Operands[0], branch.Operands[1]);
            if (right == a && left == b)
            {
                (left, right, predicate) = (right, left, predicate.Swapped());
            }

            return (left == a || SameConstant(left, a)) && right == b && predicate is Predicate.Less or Predicate.LessUnsigned && (left == a || SameConstant(left, a)) && right == b
                || (left == a && right == b && predicate == Predicate.Less);
        }

        private static bool SameConstant(Value a, Value b) => a.Operation == Operation.Constant && b.Operation == Operation.Constant && a.Immediate == b.Immediate;

        private IEnumerable<(Value Branch, Predicate Predicate)> Conditions(Block block)
        {
            for (var runner = block; runner != function.Entry;)
            {
                var dominator = function.Blocks[dominators.Parent(runner)];
                if (runner.Predecessors is [var only] && only == dominator && dominator.Terminator is { Operation: Operation.Branch } branch && dominator.Successors[0] != dominator.Successors[1])
                {
                    yield return (branch, dominator.Successors[0] == runner ? branch.Predicate : branch.Predicate.Negated());
                }

                runner = dominator;
            }
        }
    }
}
