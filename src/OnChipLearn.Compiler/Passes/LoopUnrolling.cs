using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Passes;

/// <summary>
/// Repeats the body of small loops with a constant number of rounds: the scheduler then fills the latency of one round's loads and multiplications
/// with the next round. The factor divides the number of rounds, so nothing is left over.
/// </summary>
internal static class LoopUnrolling
{
    private const int LargestFactor = 4;

    /// <summary>Up to here a loop whose divisions become divisions by constants is replaced by all of its rounds.</summary>
    private const int LargestStraight = 48;

    /// <summary>Operations of the repeated body; SRAM holds code and data, so growth is kept small.</summary>
    private const int LargestBody = 24;

    private const int MostVectors = 16;

    public static void Run(Function function)
    {
        function.Normalize();
        var loops = new LoopForest(function, new DominatorTree(function));
        foreach (var loop in loops.Loops.Where(loop => loop.IsInnermost && loop.Blocks.Count == 1))
        {
            if (Rounds(loop) is { } rounds && Factor(loop, rounds) is > 1 and var factor)
            {
                Unroll(function, loop.Header, factor);
                if (factor == rounds)
                {
                    Straighten(loop.Header);
                }
            }
        }
    }

    private static int? Rounds(Loop loop)
    {
        var branch = loop.Header.Terminator;
        if (branch.Operation != Operation.Branch || loop.Header.Successors[0] == loop.Header.Successors[1] || branch.Operands[1].Operation != Operation.Constant)
        {
            return null;
        }

        var predicate = loop.Header.Successors[0] == loop.Header ? branch.Predicate : branch.Predicate.Negated();
        var induction = loop.Header.Phis.Select(phi => InductionVariable.Find(phi, loop)).FirstOrDefault(found => found is not null && found.Next == branch.Operands[0]);
        return induction is { Initial.Operation: Operation.Constant }
            ? CountedLoops.ConstantRounds(induction.Initial.Immediate, branch.Operands[1].Immediate, induction.Step, predicate)
            : null;
    }

    private static int Factor(Loop loop, int rounds)
    {
        var body = loop.Header.Values.Where(value => value.Operation is not (Operation.Phi or Operation.Constant or Operation.Branch)).ToArray();
        if (body.Any(value => value.Operation is Operation.Call or Operation.Slot) || !body.Any(value => value.Operation is Operation.Load or Operation.Multiply or Operation.Vector))
        {
            return 1;
        }

        if (rounds * body.Length <= LargestStraight && body.Any(value => value.Operation is Operation.DivideSigned or Operation.DivideUnsigned))
        {
            return rounds;
        }

        var vectors = body.Count(value => value.Type == IrType.Vector);
        for (var factor = Math.Min(LargestFactor, rounds); factor > 1; factor--)
        {
            if (rounds % factor == 0 && factor * body.Length <= LargestBody && factor * vectors <= MostVectors)
            {
                return factor;
            }
        }

        return 1;
    }

    // All rounds are there: the branch back is never taken.
    private static void Straighten(Block block)
    {
        block.Disconnect(block);
        block.Terminator.Operation = Operation.Jump;
        block.Terminator.Operands.Clear();
    }

    private static void Unroll(Function function, Block block, int factor)
    {
        var phis = block.Phis.ToArray();
        var back = block.Predecessors.IndexOf(block);
        var body = block.Values.Where(value => value.Operation != Operation.Phi && !value.IsTerminator).ToArray();
        var terminator = block.Terminator;
        block.Values.Remove(terminator);
        var last = new Dictionary<Value, Value>();
        Value Latest(Value value) => last.GetValueOrDefault(value, value);
        for (var copy = 1; copy < factor; copy++)
        {
            // What the phis become in this round, from the values of the round before.
            var round = phis.ToDictionary(phi => phi, phi => Latest(phi.Operands[back]));
            foreach (var value in body)
            {
                var clone = value.Clone();
                for (var i = 0; i < clone.Operands.Count; i++)
                {
                    clone.Operands[i] = round.GetValueOrDefault(clone.Operands[i], clone.Operands[i]);
                }

                round[value] = clone;
                block.Append(clone);
            }

            last = round;
        }

        block.Append(terminator);
        foreach (var user in function.Values.Where(value => value.Block != block || value == terminator))
        {
            for (var i = 0; i < user.Operands.Count; i++)
            {
                user.Operands[i] = Latest(user.Operands[i]);
            }
        }

        foreach (var phi in phis)
        {
            phi.Operands[back] = Latest(phi.Operands[back]);
        }
    }
}
