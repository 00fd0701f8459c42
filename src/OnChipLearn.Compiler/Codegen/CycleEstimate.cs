using PpuSim.Isa;

namespace OnChipLearn.Compiler.Codegen;

/// <summary>
/// Cycles of the code as it stands, blocks weighted by the loops around them, to choose between versions: on the timing model, or with the scheduler's
/// latencies where a block cannot run alone.
/// </summary>
internal static class CycleEstimate
{
    private const double RoundsPerLoop = 10;

    public static double Of(MachineFunction function, BlockTiming timing) =>
        function.Blocks.Sum(block => (OrderSearch.Cycles(block, timing) ?? Of(block.Instructions)) * Math.Pow(RoundsPerLoop, block.Depth));

    private static double Of(List<MachineInstruction> code)
    {
        var graph = new DependenceGraph(code, conditionIsLiveOut: true);
        var earliest = new int[code.Count];
        var unitFree = new Dictionary<Unit, int>();
        var (cycle, end) = (0, 0);
        for (var i = 0; i < code.Count; i++)
        {
            var instruction = code[i];
            var unit = IssueModel.UnitCycles(instruction);
            int start;
            if (unit > 0)
            {
                // Vector instructions wait in their own queue and do not hold up the scalar side.
                start = Math.Max(Math.Max(earliest[i], cycle), unitFree.GetValueOrDefault(instruction.Row.Unit));
                unitFree[instruction.Row.Unit] = start + unit;
                cycle++;
            }
            else
            {
                start = cycle = Math.Max(cycle, earliest[i]);
                cycle += IssueModel.IssueCycles(instruction);
            }

            end = Math.Max(end, start + Math.Max(unit, 1));
            foreach (var (next, distance) in graph.Successors[i])
            {
                // Only what waits for a result; order alone costs nothing.
                if (distance > 0)
                {
                    earliest[next] = Math.Max(earliest[next], start + distance);
                }
            }
        }

        return Math.Max(end, cycle);
    }
}
