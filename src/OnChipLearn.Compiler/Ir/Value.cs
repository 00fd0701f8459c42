using PpuSim.Isa;

namespace OnChipLearn.Compiler.Ir;

/// <summary>One operation in single assignment form; it is also the name of its result.</summary>
internal sealed class Value(Operation operation, IrType type, params Value[] operands)
{
    public int Id { get; set; }

    public Operation Operation { get; set; } = operation;

    public IrType Type { get; set; } = type;

    public List<Value> Operands { get; } = [.. operands];

    public int Immediate { get; set; }

    public Predicate Predicate { get; set; }

    public Width Width { get; set; }

    /// <summary>Accesses of another initiator's memory: never moved, merged or removed.</summary>
    public bool IsVolatile { get; set; }

    public Symbol? Symbol { get; set; }

    public Function? Callee { get; set; }

    public InstructionRow? Row { get; set; }

    /// <summary>A vector instruction whose condition, size or shift amount is still its last operand.</summary>
    public bool ImmediateIsOperand { get; set; }

    public SourcePosition Position { get; set; }

    public Block? Block { get; set; }

    public bool IsTerminator => Operation is Operation.Jump or Operation.Branch or Operation.CountedBranch or Operation.Return or Operation.Unreachable;

    public bool IsConstant(int value) => Operation == Operation.Constant && Immediate == value;

    /// <summary>A copy with the same operands, in no block.</summary>
    public Value Clone() => new(Operation, Type, [.. Operands])
    {
        Immediate = Immediate, Predicate = Predicate, Width = Width, IsVolatile = IsVolatile, Symbol = Symbol, Callee = Callee, Row = Row,
        ImmediateIsOperand = ImmediateIsOperand, Position = Position,
    };

    public override string ToString() => $"%{Id}";
}
