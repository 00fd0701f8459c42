using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Codegen;

/// <summary>Behind which blocks the vector unit's condition register is still read.</summary>
internal sealed class ConditionLiveness
{
    private readonly Dictionary<MachineBlock, bool> liveIn = [];
    private readonly MachineFunction function;

    public ConditionLiveness(MachineFunction function)
    {
        this.function = function;
        var changed = true;
        while (changed)
        {
            changed = false;
            foreach (var block in function.Blocks.AsEnumerable().Reverse())
            {
                var live = First(block) ?? IsLiveOut(block);
                changed |= live != liveIn.GetValueOrDefault(block);
                liveIn[block] = live;
            }
        }
    }

    public bool IsLiveOut(MachineBlock block) =>
        block.Successors.Count == 0 ? function.HandsOverCondition : block.Successors.Any(successor => liveIn.GetValueOrDefault(successor));

    // Whether the first instruction that concerns the condition reads it; null: none does.
    private bool? First(MachineBlock block)
    {
        foreach (var instruction in block.Instructions)
        {
            if (instruction.Row.IsVector && VectorOperands.ReadsCondition(instruction.Row, instruction.Condition))
            {
                return true;
            }

            if (instruction.Row.IsVector && VectorOperands.WritesCondition(instruction.Row))
            {
                return false;
            }

            if (instruction.Link)
            {
                return function.HandsOverCondition;
            }
        }

        return null;
    }
}
