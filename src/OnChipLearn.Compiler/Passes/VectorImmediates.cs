using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Passes;

/// <summary>
/// By now every vector condition, pack size and shift amount must be a constant in range. A function with parameters may leave it to its callers,
/// into which it is then inlined.
/// </summary>
internal static class VectorImmediates
{
    public static void Run(Function function)
    {
        foreach (var value in function.Values.Where(value => value.Operation == Operation.Vector))
        {
            if (value.ImmediateIsOperand)
            {
                function.OpenImmediate = value;
                if (function.Parameters.Count > 0 && function.InlineRequest != InlineRequest.Never)
                {
                    function.InlineRequest = InlineRequest.Always;
                    continue;
                }

                throw new CompilationException(value.Position, $"{value.Row!.Mnemonic}: the condition, pack size or shift amount must be a constant");
            }

            var (low, high) = VectorOperands.ImmediateRange(value.Row!);
            if (value.Immediate < low || value.Immediate > high)
            {
                throw new CompilationException(value.Position, $"{value.Row!.Mnemonic}: {value.Immediate} is out of range, expected {low} to {high}");
            }
        }
    }
}
