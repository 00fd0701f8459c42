using OnChipLearn.Compiler.Ir;
using PpuSim.Isa;

namespace OnChipLearn.Compiler.Codegen;

/// <summary>Puts the fields of an instruction into its word.</summary>
internal static class InstructionEncoding
{
    public static uint Encode(MachineInstruction instruction, int address, int trapAddress)
    {
        var row = instruction.Row;
        var word = row.Match | (instruction.Rc || instruction.Link ? 1u : 0);
        switch (row.Form)
        {
            case Form.I:
                var far = (instruction.Callee?.Address ?? instruction.Target!.Address) - address;
                return word | (uint)far & 0x03fffffc;
            case Form.B:
                var near = (instruction.IsTrapExit ? trapAddress : instruction.Target!.Address) - address;
                return word | (uint)instruction.First << 21 | ConditionBit(instruction) << 16 | (uint)near & 0xfffc;
            case Form.XL when row.Op is Op.Bclr or Op.Bcctr:
                return word | (uint)instruction.First << 21;
            case Form.D:
                return word | First(instruction) << 21 | Field(instruction.Second) << 16 | Immediate(instruction);
            case Form.M:
                var count = row.Op == Op.Rlwnm ? Field(instruction.Third) : (uint)instruction.Immediate & 31;
                return word | First(instruction) << 21 | Field(instruction.Second) << 16 | count << 11 | (uint)instruction.MaskBegin << 6 | (uint)instruction.MaskEnd << 1;
            case Form.XFX when row.Op is Op.Mfspr or Op.Mtspr:
                var spr = (uint)instruction.Immediate;
                return word | First(instruction) << 21 | (spr & 31) << 16 | (spr >> 5 & 31) << 11;
            case Form.Vector:
                var third = row.Op is Op.Fxvshh or Op.Fxvshb ? (uint)instruction.Immediate & 31 : Field(instruction.Third);
                return word | First(instruction) << 21 | Field(instruction.Second) << 16 | third << 11 | (uint)instruction.Condition;
            default:
                var last = row.Op == Op.Srawi ? (uint)instruction.Immediate & 31 : Field(instruction.Third);
                return word | First(instruction) << 21 | Field(instruction.Second) << 16 | last << 11;
        }
    }

    private static uint ConditionBit(MachineInstruction instruction) =>
        instruction.Second < 0 ? 0 : (uint)((instruction.Second - Registers.Condition0) * 4 + instruction.Condition);

    // A field of the condition register is three bits wide, at the left end of the field.
    private static uint First(MachineInstruction instruction) => instruction.First >= Registers.Condition0
        ? (uint)(instruction.First - Registers.Condition0) << 2
        : instruction.Op == Op.Tw ? (uint)instruction.First : Field(instruction.First);

    private static uint Field(int register) => register < 0 ? 0 : (uint)register & 31;

    private static uint Immediate(MachineInstruction instruction)
    {
        var value = instruction.Immediate + (instruction.Symbol?.Address ?? 0);
        var logical = instruction.Op is Op.Ori or Op.Oris or Op.Xori or Op.Xoris or Op.AndiRecord or Op.AndisRecord or Op.Cmpli;
        if (logical ? value is < 0 or > ushort.MaxValue : value is < short.MinValue or > short.MaxValue)
        {
            throw new CompilationException(instruction.Position, $"the displacement {value} of {instruction.Row.Mnemonic} does not fit into 16 bits (index far outside of its array)");
        }

        return (uint)value & 0xffff;
    }
}
