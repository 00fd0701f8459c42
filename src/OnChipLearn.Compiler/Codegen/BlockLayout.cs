using PpuSim.Isa;

namespace OnChipLearn.Compiler.Codegen;

/// <summary>Drops branches to the next block and inverts conditions where that saves one; blocks that only branch are skipped.</summary>
internal static class BlockLayout
{
    public static void Run(MachineFunction function)
    {
        SkipEmptyBlocks(function);
        for (var i = 0; i < function.Blocks.Count; i++)
        {
            var next = i + 1 < function.Blocks.Count ? function.Blocks[i + 1] : null;
            var instructions = function.Blocks[i].Instructions;
            if (instructions is [.., { Op: Op.Bc, IsTrapExit: false } conditional, { Op: Op.B, Link: false } other] && conditional.Target == next && conditional.First is 12 or 4)
            {
                // The taken way is the next block: branch on the opposite condition to the other one.
                conditional.First = conditional.First == 12 ? 4 : 12;
                (conditional.Target, other.Target) = (other.Target, conditional.Target);
            }

            if (instructions is [.., { Op: Op.B, Link: false } jump] && jump.Target == next)
            {
                instructions.RemoveAt(instructions.Count - 1);
            }
        }
    }

    private static void SkipEmptyBlocks(MachineFunction function)
    {
        static MachineBlock Final(MachineBlock block)
        {
            for (var hops = 0; hops < 100 && block.Instructions is [{ Op: Op.B, Link: false } jump] && jump.Target is { } target && target != block; hops++)
            {
                block = target;
            }

            return block;
        }

        foreach (var instruction in function.Instructions.Where(instruction => instruction.Target is not null))
        {
            instruction.Target = Final(instruction.Target!);
        }

        var reached = new HashSet<MachineBlock> { function.Blocks[0] };
        reached.UnionWith(function.Instructions.Where(instruction => instruction.Target is not null).Select(instruction => instruction.Target!));
        function.Blocks.RemoveAll(block => !reached.Contains(block));
    }
}
