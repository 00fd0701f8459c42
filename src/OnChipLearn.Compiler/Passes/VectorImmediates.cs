using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Passes;

/// <summary>By now every vector condition, pack size and shift amount must be a constant in range.</summary>
internal static class VectorImmediates
{
    public static void Run(Function function)
    {
        foreach (var value in function.Values.Where(value => value.Operation == Operation.Vector))
        {
            if (value.ImmediateIsOperand)
            {
                throw new CompilationException(value.Position, $"{value.Row!.Mnemonic}: the condition, pack size or shift amount must be a constant"
                    + " (mark the method that passes it on with AggressiveInlining)");
            }

            var (low, high) = VectorOperands.ImmediateRange(value.Row!);
            if (value.Immediate < low || value.Immediate > high)
            {
                throw new CompilationException(value.Position, $"{value.Row!.Mnemonic}: {value.Immediate} is out of range, expected {low} to {high}");
            }
        }
    }
}
