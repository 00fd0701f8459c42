using PpuSim.Isa;

namespace OnChipLearn.Compiler.Codegen;

/// <summary>
/// Orders the instructions of every block so that results are ready when they are needed and the vector units work side by side: list scheduling,
/// longest path to the end of the block first. While many registers are in use, instructions that free some come first.
/// </summary>
internal static class Scheduling
{
    /// <summary>Registers in use from which on the scheduler cares more about them than about time.</summary>
    private const int ManyGeneral = 24;
    private const int ManyVector = 26;
    private const int Large = 1000;

    public static void Run(MachineFunction function)
    {
        var liveness = new Liveness(function);
        var conditions = new ConditionLiveness(function);
        foreach (var block in function.Blocks)
        {
            var terminators = block.Instructions.AsEnumerable().Reverse().TakeWhile(instruction => instruction.IsTerminator).Count();
            var body = block.Instructions.GetRange(0, block.Instructions.Count - terminators);
            if (body.Count > 1)
            {
                // The terminator takes part, so that what it needs comes early enough.
                var ordered = new BlockSchedule(function, block.Instructions.GetRange(0, body.Count + Math.Min(terminators, 1)), liveness.LiveOut(block), conditions.IsLiveOut(block)).Order();
                ordered.AddRange(block.Instructions.Skip(ordered.Count));
                block.Instructions = ordered;
            }
        }
    }

    private sealed class BlockSchedule
    {
        private readonly MachineFunction function;
        private readonly List<MachineInstruction> code;
        private readonly DependenceGraph graph;
        private readonly int[] height;
        private readonly int[] earliest;
        private readonly int[] waiting;
        private readonly int[][] reads;
        private readonly int[][] writes;
        private readonly Dictionary<int, int> remainingReads = [];
        private readonly BitSet liveOut;
        private readonly HashSet<int> live = [];
        private readonly Dictionary<Unit, int> unitFree = [];

        public BlockSchedule(MachineFunction function, List<MachineInstruction> code, BitSet liveOut, bool conditionIsLiveOut)
        {
            this.function = function;
            this.code = code;
            this.liveOut = liveOut;
            graph = new DependenceGraph(code, conditionIsLiveOut);
            height = new int[code.Count];
            earliest = new int[code.Count];
            waiting = [.. graph.PredecessorCounts];
            reads = new int[code.Count][];
            writes = new int[code.Count][];
            for (var i = code.Count - 1; i >= 0; i--)
            {
                foreach (var (next, distance) in graph.Successors[i])
                {
                    height[i] = Math.Max(height[i], height[next] + Math.Max(distance, 0));
                }

                height[i] += Math.Max(IssueModel.IssueCycles(code[i]) - 1, 0);
                var list = new List<int>();
                code[i].CollectReads(list);
                reads[i] = [.. list.Distinct()];
                list.Clear();
                code[i].CollectWrites(list);
                writes[i] = [.. list.Distinct()];
                foreach (var register in reads[i])
                {
                    remainingReads[register] = remainingReads.GetValueOrDefault(register) + 1;
                    live.Add(register);
                }
            }

            foreach (var register in writes.SelectMany(list => list))
            {
                live.Remove(register);
            }
        }

        public List<MachineInstruction> Order()
        {
            var result = new List<MachineInstruction>(code.Count);
            var ready = new List<int>();
            for (var i = 0; i < code.Count; i++)
            {
                if (waiting[i] == 0)
                {
                    ready.Add(i);
                }
            }

            var cycle = 0;
            var groups = new ConditionGroups.Progress(graph.Groups);
            while (ready.Count > 0)
            {
                var best = ready.Where(index => groups.Allows(index)).MinBy(index => Key(index, cycle));
                ready.Remove(best);
                groups.Take(best);
                var instruction = code[best];
                cycle = Math.Max(cycle, Start(best));
                var unit = IssueModel.UnitCycles(instruction);
                if (unit > 0)
                {
                    unitFree[instruction.Row.Unit] = cycle + unit;
                }

                result.Add(instruction);
                Count(best);
                foreach (var (next, distance) in graph.Successors[best])
                {
                    earliest[next] = Math.Max(earliest[next], cycle + distance);
                    if (--waiting[next] == 0)
                    {
                        ready.Add(next);
                    }
                }

                cycle += IssueModel.IssueCycles(instruction);
            }

            return result.Count == code.Count ? result : throw new InvalidOperationException($"{function.Name}: the dependences of a block form a cycle");
        }

        // Vector instructions wait in the queue of the vector unit, which holds a few; scalar ones wait at issue.
        private int Start(int index) => code[index].Row.IsVector
            ? Math.Max(earliest[index], unitFree.GetValueOrDefault(code[index].Row.Unit))
            : earliest[index];

        private (int Pressure, int Wait, int Height, int Index) Key(int index, int cycle)
        {
            var pressure = 0;
            if (Pressure(RegisterClass.Vector) >= ManyVector)
            {
                pressure += Growth(index, RegisterClass.Vector);
            }

            if (Pressure(RegisterClass.General) >= ManyGeneral)
            {
                pressure += Growth(index, RegisterClass.General);
            }

            return (pressure + Fixed(index), Math.Max(Start(index) - cycle, 0), -height[index], index);
        }

        // Before allocation: parameters and results leave their fixed registers at once, arguments go there at the last moment.
        private int Fixed(int index)
        {
            var instruction = code[index];
            if (!instruction.IsCopy)
            {
                return 0;
            }

            var (from, to) = (reads[index][0], writes[index][0]);
            return (Registers.IsVirtual(to) && !Registers.IsVirtual(from) ? -Large : 0) + (Registers.IsVirtual(from) && !Registers.IsVirtual(to) ? Large : 0);
        }

        private int Pressure(RegisterClass registerClass) => live.Count(register => function.ClassOf(register) == registerClass);

        private int Growth(int index, RegisterClass registerClass)
        {
            var growth = writes[index].Count(register => function.ClassOf(register) == registerClass && !live.Contains(register));
            return growth - reads[index].Count(register => function.ClassOf(register) == registerClass && remainingReads[register] == 1 && !liveOut.Contains(register));
        }

        private void Count(int index)
        {
            foreach (var register in reads[index])
            {
                if (--remainingReads[register] == 0 && !liveOut.Contains(register))
                {
                    live.Remove(register);
                }
            }

            foreach (var register in writes[index])
            {
                if (remainingReads.GetValueOrDefault(register) > 0 || liveOut.Contains(register))
                {
                    live.Add(register);
                }
            }
        }
    }
}
