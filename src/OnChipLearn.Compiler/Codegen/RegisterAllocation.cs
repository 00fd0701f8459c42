using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Codegen;

/// <summary>
/// Gives every virtual register a physical one: graph coloring with iterated coalescing (George and Appel), class by class. What does not fit is
/// spilled to the frame and the coloring is repeated. Vector registers come first, because their spill code needs general registers.
/// </summary>
internal static class RegisterAllocation
{
    private const int MostRounds = 60;

    /// <param name="function">Code with virtual registers.</param>
    /// <param name="spread">Takes registers in turn instead of as few as possible: reuse keeps instructions in order.</param>
    public static void Run(MachineFunction function, bool spread)
    {
        var temporaries = new HashSet<int>();
        foreach (var registerClass in (RegisterClass[])[RegisterClass.Vector, RegisterClass.General, RegisterClass.Condition])
        {
            var round = 0;
            while (true)
            {
                var coloring = new GraphColoring(function, registerClass, temporaries, spread && registerClass != RegisterClass.Condition);
                if (coloring.Spilled.Count == 0)
                {
                    coloring.Apply();
                    break;
                }

                if (registerClass == RegisterClass.Condition || ++round > MostRounds)
                {
                    throw new CompilationException(function.Position, $"{function.Name} is too large for the registers; split it (NoInlining)");
                }

                Spilling.Run(function, coloring.Spilled, temporaries);
            }
        }

        RemoveCopies(function);
        RecordClobbers(function);
    }

    private static void RemoveCopies(MachineFunction function)
    {
        foreach (var block in function.Blocks)
        {
            block.Instructions.RemoveAll(instruction => instruction.IsCopy && instruction.Second == (instruction.Op == PpuSim.Isa.Op.Or ? instruction.First : instruction.Second)
                && (instruction.Op == PpuSim.Isa.Op.Or || instruction.First == instruction.Second));
        }
    }

    private static void RecordClobbers(MachineFunction function)
    {
        var writes = new List<int>();
        foreach (var instruction in function.Instructions)
        {
            instruction.CollectWrites(writes);
        }

        function.Clobbers.UnionWith(writes);
    }
}
