using OnChipLearn.Compiler.Ir;
using PpuSim.Isa;

namespace OnChipLearn.Compiler.Codegen;

/// <summary>Keeps registers in the frame: a load before every use, a store behind every definition; constants are made anew instead.</summary>
internal static class Spilling
{
    public static void Run(MachineFunction function, HashSet<int> spilled, HashSet<int> temporaries)
    {
        var constants = spilled.ToDictionary(register => register, register => Constant(function, register));
        var slots = new Dictionary<int, Symbol>();
        foreach (var block in function.Blocks)
        {
            var list = new List<MachineInstruction>();
            foreach (var instruction in block.Instructions)
            {
                Rewrite(function, instruction, spilled, temporaries, constants, slots, list);
            }

            block.Instructions = list;
        }
    }

    private static void Rewrite(MachineFunction function, MachineInstruction instruction, HashSet<int> spilled, HashSet<int> temporaries,
        Dictionary<int, MachineInstruction?> constants, Dictionary<int, Symbol> slots, List<MachineInstruction> list)
    {
        var reads = new List<int>();
        var writes = new List<int>();
        instruction.CollectReads(reads);
        instruction.CollectWrites(writes);
        if (writes.Any(register => spilled.Contains(register) && constants[register] is not null))
        {
            return; // made where it is needed
        }

        var renamed = new Dictionary<int, int>();
        foreach (var register in reads.Concat(writes).Distinct().Where(spilled.Contains))
        {
            renamed[register] = function.NewRegister(function.ClassOf(register));
            temporaries.Add(renamed[register]);
        }

        foreach (var register in reads.Distinct().Where(spilled.Contains))
        {
            if (constants[register] is { } constant)
            {
                list.Add(new MachineInstruction(constant.Op) { First = renamed[register], Immediate = constant.Immediate, Symbol = constant.Symbol, Position = instruction.Position });
            }
            else
            {
                Access(function, register, renamed[register], load: true, instruction.Position, temporaries, slots, list);
            }
        }

        int Map(int register) => renamed.GetValueOrDefault(register, register);
        instruction.Rename(Map, Map);
        list.Add(instruction);
        foreach (var register in writes.Distinct().Where(spilled.Contains))
        {
            Access(function, register, renamed[register], load: false, instruction.Position, temporaries, slots, list);
        }
    }

    private static void Access(MachineFunction function, int register, int temporary, bool load, SourcePosition position, HashSet<int> temporaries,
        Dictionary<int, Symbol> slots, List<MachineInstruction> list)
    {
        var isVector = function.ClassOf(register) == RegisterClass.Vector;
        if (!slots.TryGetValue(register, out var slot))
        {
            var size = isVector ? 128 : 4;
            slots[register] = slot = new Symbol($"{function.Name}.spill{function.Frame.Count}", Section.Frame, size, size);
            function.Frame.Add(slot);
        }

        if (!isVector)
        {
            list.Add(new MachineInstruction(load ? Op.Lwz : Op.Stw) { First = temporary, Symbol = slot, Datum = slot, Position = position });
            return;
        }

        var address = function.NewRegister(RegisterClass.General);
        temporaries.Add(address);
        list.Add(new MachineInstruction(Op.Addi) { First = address, Symbol = slot, Position = position });
        list.Add(new MachineInstruction(load ? Op.Fxvlax : Op.Fxvstax) { First = temporary, Third = address, Datum = slot, Position = position });
    }

    // The only instruction that writes the register, if it makes a constant.
    private static MachineInstruction? Constant(MachineFunction function, int register)
    {
        MachineInstruction? found = null;
        var writes = new List<int>();
        foreach (var instruction in function.Instructions)
        {
            writes.Clear();
            instruction.CollectWrites(writes);
            if (!writes.Contains(register))
            {
                continue;
            }

            if (found is not null || instruction.Op is not (Op.Addi or Op.Addis) || instruction.Second >= 0)
            {
                return null;
            }

            found = instruction;
        }

        return found;
    }
}
