using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Codegen;

/// <summary>A block of machine instructions; branches stand at its end.</summary>
internal sealed class MachineBlock(int id)
{
    public int Id { get; } = id;

    public List<MachineInstruction> Instructions { get; set; } = [];

    public List<MachineBlock> Successors { get; } = [];

    public List<MachineBlock> Predecessors { get; } = [];

    /// <summary>Loops around the block.</summary>
    public int Depth { get; set; }

    /// <summary>Byte address, once laid out.</summary>
    public int Address { get; set; }

    public override string ToString() => $"b{Id}";
}

/// <summary>A function on its way to machine code.</summary>
internal sealed class MachineFunction(string name)
{
    private readonly List<RegisterClass> classes = [];

    public string Name { get; } = name;

    public SourcePosition Position { get; set; }

    public List<MachineBlock> Blocks { get; set; } = [];

    /// <summary>Slots and spilled registers: the frame, which is static because there is no recursion.</summary>
    public List<Symbol> Frame { get; } = [];

    public List<MachineFunction> Callees { get; } = [];

    /// <summary>Physical registers that a call of this function may change, callees included.</summary>
    public HashSet<int> Clobbers { get; } = [];

    /// <summary>A call changes the counter register.</summary>
    public bool ClobbersCounter { get; set; }

    /// <summary>Nobody calls it: the program starts here.</summary>
    public bool IsEntry { get; set; }

    /// <summary>Callers or callees may read the result of this function's compares.</summary>
    public bool HandsOverCondition { get; set; }

    public int Address { get; set; }

    public int Size { get; set; }

    public int RegisterCount => Registers.FirstVirtual + classes.Count;

    public int NewRegister(RegisterClass registerClass)
    {
        classes.Add(registerClass);
        return RegisterCount - 1;
    }

    public RegisterClass ClassOf(int register) => Registers.IsVirtual(register) ? classes[register - Registers.FirstVirtual] : Registers.PhysicalClass(register);

    public IEnumerable<MachineInstruction> Instructions => Blocks.SelectMany(block => block.Instructions);
}
