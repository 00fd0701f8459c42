using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Passes;

/// <summary>Removes phis whose operands are all one value (or the phi itself).</summary>
internal static class TrivialPhis
{
    public static bool Run(Function function)
    {
        var any = false;
        while (true)
        {
            var substitution = new Dictionary<Value, Value>();
            foreach (var block in function.Blocks)
            {
                foreach (var phi in block.Phis)
                {
                    Value? only = null;
                    var trivial = true;
                    foreach (var operand in phi.Operands)
                    {
                        var resolved = operand;
                        while (substitution.TryGetValue(resolved, out var next))
                        {
                            resolved = next;
                        }

                        if (resolved != phi && resolved != only)
                        {
                            trivial &= only is null;
                            only = resolved;
                        }
                    }

                    if (trivial && only is not null)
                    {
                        substitution[phi] = only;
                    }
                }
            }

            if (substitution.Count == 0)
            {
                return any;
            }

            any = true;
            function.Replace(substitution);
        }
    }
}
