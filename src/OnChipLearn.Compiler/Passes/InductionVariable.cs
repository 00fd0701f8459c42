using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Passes;

/// <summary>A counter of a loop with one latch: phi(initial, phi + step).</summary>
internal sealed record InductionVariable(Value Phi, Value Initial, Value Next, int Step, Block Latch)
{
    public static InductionVariable? Find(Value phi, Loop loop)
    {
        if (phi.Operation != Operation.Phi || phi.Type != IrType.Word || phi.Block != loop.Header || loop.Latches.Count != 1 || phi.Operands.Count != 2)
        {
            return null;
        }

        var latch = loop.Latches[0];
        var index = loop.Header.Predecessors.IndexOf(latch);
        var (next, initial) = (phi.Operands[index], phi.Operands[1 - index]);
        return next.Operation == Operation.Add && next.Operands[0] == phi && next.Operands[1].Operation == Operation.Constant && next.Operands[1].Immediate != 0 && !loop.Contains(initial)
            ? new InductionVariable(phi, initial, next, next.Operands[1].Immediate, latch)
            : null;
    }
}
