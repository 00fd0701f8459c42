using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Passes;

/// <summary>Multiples of a loop counter become counters of their own: an addition per round instead of a shift or multiplication.</summary>
internal static class StrengthReduction
{
    public static void Run(Function function)
    {
        function.Normalize();
        var loops = new LoopForest(function, new DominatorTree(function));
        foreach (var loop in loops.Loops)
        {
            if (loop.Preheader is not { } preheader)
            {
                continue;
            }

            foreach (var phi in loop.Header.Phis.ToArray())
            {
                if (InductionVariable.Find(phi, loop) is { } induction)
                {
                    Reduce(function, loop, preheader, induction);
                }
            }
        }
    }

    private static void Reduce(Function function, Loop loop, Block preheader, InductionVariable induction)
    {
        var substitution = new Dictionary<Value, Value>();
        foreach (var group in loop.Blocks.SelectMany(block => block.Values).Where(value => IsMultiple(value, induction.Phi)).GroupBy(Factor).ToArray())
        {
            var sample = group.First();
            var factor = group.Key;
            var initial = sample.Clone();
            initial.Operands[0] = induction.Initial;
            var amount = new Value(Operation.Constant, IrType.Word) { Immediate = sample.Operands[1].Immediate, Position = sample.Position };
            initial.Operands[1] = amount;
            preheader.InsertBeforeTerminator(amount);
            preheader.InsertBeforeTerminator(initial);
            var step = new Value(Operation.Constant, IrType.Word) { Immediate = unchecked(induction.Step * factor), Position = sample.Position };
            preheader.InsertBeforeTerminator(step);

            var phi = new Value(Operation.Phi, IrType.Word) { Position = sample.Position };
            var next = new Value(Operation.Add, IrType.Word, phi, step) { Position = induction.Next.Position };
            var home = induction.Next.Block!;
            home.Insert(home.Values.IndexOf(induction.Next) + 1, next);
            foreach (var predecessor in loop.Header.Predecessors)
            {
                phi.Operands.Add(predecessor == induction.Latch ? next : initial);
            }

            loop.Header.Insert(0, phi);
            foreach (var value in group)
            {
                substitution[value] = phi;
            }
        }

        function.Replace(substitution);
    }

    private static bool IsMultiple(Value value, Value phi) =>
        value.Operation is Operation.ShiftLeft or Operation.Multiply && value.Operands[0] == phi && value.Operands[1].Operation == Operation.Constant;

    private static int Factor(Value value) =>
        value.Operation == Operation.ShiftLeft ? 1 << (value.Operands[1].Immediate & 31) : value.Operands[1].Immediate;
}
