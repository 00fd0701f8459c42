using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Passes;

/// <summary>Removes operations whose results reach nothing that must stay, stores to slots that are never read included.</summary>
internal static class DeadCode
{
    public static void Run(Function function)
    {
        var live = new HashSet<Value>();
        var work = new Stack<Value>();
        var deadSlots = SlotsNeverRead(function);
        bool IsDeadStore(Value value) => value.Operation == Operation.Store && deadSlots.Contains(value.Operands[0]);
        foreach (var value in function.Values.Where(value => Effects.MustStay(value) && !IsDeadStore(value)))
        {
            live.Add(value);
            work.Push(value);
        }

        while (work.TryPop(out var value))
        {
            foreach (var operand in value.Operands)
            {
                if (live.Add(operand))
                {
                    work.Push(operand);
                }
            }
        }

        foreach (var block in function.Blocks)
        {
            block.Values.RemoveAll(value => !live.Contains(value));
        }
    }

    private static HashSet<Value> SlotsNeverRead(Function function)
    {
        var slots = function.Values.Where(value => value.Operation == Operation.Slot).ToHashSet();
        foreach (var value in function.Values)
        {
            for (var i = 0; i < value.Operands.Count; i++)
            {
                if (!(value.Operation == Operation.Store && i == 0))
                {
                    slots.Remove(value.Operands[i]);
                }
            }
        }

        return slots;
    }
}
