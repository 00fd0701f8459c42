using OnChipLearn.Compiler.Ir;
using PpuSim.Isa;

namespace OnChipLearn.Compiler.Codegen;

/// <summary>Chooses instructions for the operations of a function. Registers are virtual; phis become copies.</summary>
internal sealed partial class Selection
{
    private readonly Function function;
    private readonly MachineFunction machine;
    private readonly IReadOnlyDictionary<Function, MachineFunction> compiled;
    private readonly Dictionary<Value, int> registers = [];
    private readonly Dictionary<Value, Symbol> slots = [];
    private readonly Dictionary<Block, MachineBlock> blocks = [];
    private readonly Dictionary<Value, int> phiInputs = [];
    private readonly Dictionary<Value, List<Value>> users = [];
    private readonly HashSet<Value> folded = [];
    private MachineBlock current = null!;
    private SourcePosition position;
    private int linkRegister = Registers.None;

    private Selection(Function function, MachineFunction machine, IReadOnlyDictionary<Function, MachineFunction> compiled)
    {
        this.function = function;
        this.machine = machine;
        this.compiled = compiled;
    }

    public static MachineFunction Run(Function function, IReadOnlyDictionary<Function, MachineFunction> compiled)
    {
        function.Normalize();
        var machine = new MachineFunction(function.Name) { Position = function.Position };
        new Selection(function, machine, compiled).Select();
        return machine;
    }

    private void Select()
    {
        var loops = new LoopForest(function, new DominatorTree(function));
        foreach (var block in function.Blocks)
        {
            var target = blocks[block] = new MachineBlock(block.Id) { Depth = loops.Depth(block) };
            machine.Blocks.Add(target);
            foreach (var phi in block.Phis)
            {
                phiInputs[phi] = machine.NewRegister(ClassOf(phi));
            }
        }

        foreach (var value in function.Values)
        {
            foreach (var operand in value.Operands)
            {
                if (!users.TryGetValue(operand, out var list))
                {
                    users[operand] = list = [];
                }

                list.Add(value);
            }
        }

        ChooseFolding();
        current = blocks[function.Entry];
        position = function.Position;
        EnterFunction();
        foreach (var block in function.Blocks)
        {
            current = blocks[block];
            foreach (var value in block.Values)
            {
                position = value.Position;
                if (value.IsTerminator)
                {
                    PassPhis(block);
                }

                if (!folded.Contains(value))
                {
                    Emit(value);
                }
            }

            foreach (var successor in block.Successors)
            {
                current.Successors.Add(blocks[successor]);
                blocks[successor].Predecessors.Add(current);
            }
        }
    }

    private void EnterFunction()
    {
        var (general, vector) = (Registers.FirstArgument, Registers.FirstVectorArgument);
        foreach (var parameter in function.Parameters)
        {
            var register = Register(parameter);
            Copy(register, parameter.Type == IrType.Vector ? vector++ : general++);
        }

        if (general > 32 || vector > 64)
        {
            throw new CompilationException(function.Position, $"{function.Name} has too many parameters for the registers");
        }

        if (function.Values.Any(value => value.Operation == Operation.Call))
        {
            linkRegister = machine.NewRegister(RegisterClass.General);
            Add(new MachineInstruction(Op.Mfspr) { First = linkRegister, Immediate = 8 });
        }
    }

    // Values for the phis of the successors, in registers of their own; the phis pick them up at the head of their block.
    private void PassPhis(Block block)
    {
        foreach (var successor in block.Successors)
        {
            var index = successor.Predecessors.IndexOf(block);
            foreach (var phi in successor.Phis)
            {
                var operand = phi.Operands[index];
                if (operand.Operation == Operation.Undefined)
                {
                    continue;
                }

                if (IsCheapConstant(operand))
                {
                    LoadConstant(phiInputs[phi], operand);
                }
                else
                {
                    Copy(phiInputs[phi], Register(operand));
                }
            }
        }
    }

    private static RegisterClass ClassOf(Value value) => value.Type == IrType.Vector ? RegisterClass.Vector : RegisterClass.General;

    private int Register(Value value)
    {
        if (!registers.TryGetValue(value, out var register))
        {
            registers[value] = register = machine.NewRegister(ClassOf(value));
        }

        return register;
    }

    private int Temporary() => machine.NewRegister(RegisterClass.General);

    private MachineInstruction Add(MachineInstruction instruction)
    {
        instruction.Position = position;
        current.Instructions.Add(instruction);
        return instruction;
    }

    private void Copy(int to, int from)
    {
        if (machine.ClassOf(to) == RegisterClass.Vector)
        {
            Add(new MachineInstruction(Op.Fxvshb) { First = to, Second = from });
        }
        else
        {
            Add(new MachineInstruction(Op.Or) { First = from, Second = to, Third = from });
        }
    }

    private Symbol Slot(Value value)
    {
        if (!slots.TryGetValue(value, out var symbol))
        {
            var alignment = value.Width == Width.Vector ? 128 : 4;
            slots[value] = symbol = new Symbol($"{machine.Name}.slot{machine.Frame.Count}", Section.Frame, value.Immediate, alignment);
            machine.Frame.Add(symbol);
        }

        return symbol;
    }
}
