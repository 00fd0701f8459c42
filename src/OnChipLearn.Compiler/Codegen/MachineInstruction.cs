using OnChipLearn.Compiler.Ir;
using PpuSim.Isa;

namespace OnChipLearn.Compiler.Codegen;

/// <summary>One instruction of the core; register fields hold virtual registers until they are allocated.</summary>
internal sealed class MachineInstruction(Op op)
{
    public Op Op { get; set; } = op;

    public InstructionRow Row => InstructionTable.Row(Op);

    /// <summary>Bits 6..10; a register or, for branches, the BO field.</summary>
    public int First { get; set; } = Registers.None;

    /// <summary>Bits 11..15; <see cref="Registers.None"/> encodes 0.</summary>
    public int Second { get; set; } = Registers.None;

    /// <summary>Bits 16..20.</summary>
    public int Third { get; set; } = Registers.None;

    /// <summary>Immediate, displacement, shift amount or number of a special purpose register.</summary>
    public int Immediate { get; set; }

    public int MaskBegin { get; set; }

    public int MaskEnd { get; set; }

    /// <summary>Condition or pack size of a vector instruction; bit 0..3 (LT, GT, EQ, SO) that a branch looks at.</summary>
    public int Condition { get; set; }

    /// <summary>The content of <see cref="First"/> is an operand too (elements that a condition leaves alone, rlwimi).</summary>
    public bool ReadsFirst { get; set; }

    public bool Rc { get; set; }

    public bool Link { get; set; }

    /// <summary>Its address is added to <see cref="Immediate"/>.</summary>
    public Symbol? Symbol { get; set; }

    public MachineBlock? Target { get; set; }

    public MachineFunction? Callee { get; set; }

    /// <summary>A branch to the trap of its source position.</summary>
    public bool IsTrapExit { get; set; }

    public bool IsVolatile { get; set; }

    /// <summary>Physical registers read beside the fields: arguments of a call, results of a return.</summary>
    public int[] ImplicitReads { get; set; } = [];

    /// <summary>Physical registers written beside the fields.</summary>
    public int[] ImplicitWrites { get; set; } = [];

    public SourcePosition Position { get; set; }

    /// <summary>What memory a load or store touches, if a single datum.</summary>
    public Symbol? Datum { get; set; }

    /// <summary>The address of a load or store as a distance from a value or datum, or null.</summary>
    public MemoryPlace? Place { get; set; }

    public bool IsCopy => (Op == Op.Or && First >= 0 && First == Third && !Rc) || (Op == Op.Fxvshb && Immediate == 0);

    public bool IsTerminator => !IsTrapExit && Op is Op.B or Op.Bc or Op.Bclr && !Link;

    public void CollectReads(List<int> into)
    {
        var roles = OperandRoles.Of(Op);
        if ((roles.ReadsFirst || ReadsFirst) && First >= 0)
        {
            into.Add(First);
        }

        if (roles.ReadsSecond && Second >= 0)
        {
            into.Add(Second);
        }

        if (roles.ReadsThird && Third >= 0)
        {
            into.Add(Third);
        }

        into.AddRange(ImplicitReads);
    }

    public void CollectWrites(List<int> into)
    {
        var roles = OperandRoles.Of(Op);
        if (roles.WritesFirst && First >= 0)
        {
            into.Add(First);
        }

        if (roles.WritesSecond && Second >= 0)
        {
            into.Add(Second);
        }

        into.AddRange(ImplicitWrites);
    }

    /// <summary>Renames the registers of the fields: reads by one map, writes by another.</summary>
    public void Rename(Func<int, int> read, Func<int, int> write)
    {
        var roles = OperandRoles.Of(Op);
        if (First >= 0 && (roles.ReadsFirst || roles.WritesFirst))
        {
            First = roles.WritesFirst ? write(First) : read(First);
        }

        if (Second >= 0 && (roles.ReadsSecond || roles.WritesSecond))
        {
            Second = roles.WritesSecond ? write(Second) : read(Second);
        }

        if (Third >= 0 && roles.ReadsThird)
        {
            Third = read(Third);
        }
    }

    public override string ToString()
    {
        var text = $"{Row.Mnemonic}{(Rc ? "." : string.Empty)}{(Link ? "l" : string.Empty)} {Registers.Name(First)}, {Registers.Name(Second)}, {Registers.Name(Third)}, {Immediate}";
        text += Symbol is null ? string.Empty : $" +{Symbol}";
        text += Target is null ? string.Empty : $" -> {Target}";
        return text + (Callee is null ? string.Empty : $" {Callee.Name}") + (Condition == 0 ? string.Empty : $" cond {Condition}");
    }
}
