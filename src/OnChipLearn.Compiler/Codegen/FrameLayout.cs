using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Codegen;

/// <summary>
/// Frames without a stack pointer: there is no recursion, so the frame of a function begins behind the deepest chain of callers, at an address
/// known at compile time. Functions that never wait for each other share memory.
/// </summary>
internal static class FrameLayout
{
    /// <summary>Offsets of all frame slots relative to the stack region go into their addresses; returns size and alignment of the region.</summary>
    public static (int Size, int Alignment) Run(IReadOnlyList<MachineFunction> callersFirst)
    {
        var bases = new Dictionary<MachineFunction, int>();
        var (deepest, largestAlignment) = (0, 4);
        foreach (var function in callersFirst)
        {
            var alignment = function.Frame.Select(slot => slot.Alignment).Append(4).Max();
            largestAlignment = Math.Max(largestAlignment, alignment);
            var start = Align(bases.GetValueOrDefault(function), alignment);
            var end = start;
            foreach (var slot in function.Frame.OrderByDescending(slot => slot.Alignment))
            {
                end = Align(end, slot.Alignment);
                slot.Address = end;
                end += slot.Size;
            }

            end = Align(end, 4);
            deepest = Math.Max(deepest, end);
            foreach (var callee in function.Callees)
            {
                bases[callee] = Math.Max(bases.GetValueOrDefault(callee), end);
            }
        }

        return (deepest, largestAlignment);
    }

    private static int Align(int offset, int alignment) => (offset + alignment - 1) / alignment * alignment;
}
