using PpuSim.Isa.Mnemonics;
using PpuSim.Isa.Operands;

namespace PpuSim.Isa;

/// <summary>Makes instruction words from a row and operand values. For the text form see the assembler.</summary>
public static class Encoder
{
    private static readonly Operand[]?[] OperandsByOp = new Operand[]?[256];

    static Encoder()
    {
        foreach (var row in InstructionTable.Rows)
        {
            OperandsByOp[(int)row.Op] = RowSpellings.Operands(row);
        }
    }

    /// <summary>Operands of an instruction in assembler order; a displacement is followed by its base register.</summary>
    public static IReadOnlyList<Operand> Operands(Op op) =>
        OperandsByOp[(int)op] ?? throw new EncodingException(op.ToString(), "no such instruction");

    /// <summary>Encodes with operands in assembler order, such as <c>Encode(Op.Lwz, 3, 8, 1)</c> for <c>lwz r3,8(r1)</c>. Optional ones may be left out at the end.</summary>
    /// <exception cref="EncodingException">Wrong count or a value out of range.</exception>
    public static uint Encode(Op op, params ReadOnlySpan<int> values) => Encode(op, Suffixes.None, values);

    /// <inheritdoc cref="Encode(Op, ReadOnlySpan{int})"/>
    public static uint Encode(Op op, Suffixes suffixes, ReadOnlySpan<int> values)
    {
        var operands = OperandsByOp[(int)op] ?? throw new EncodingException(op.ToString(), "no such instruction");
        var row = InstructionTable.Row(op);
        var required = operands.Count(operand => !operand.Optional);
        if (values.Length < required || values.Length > operands.Length)
        {
            var expected = required == operands.Length ? $"{required}" : $"{required} to {operands.Length}";
            throw new EncodingException(row.Mnemonic, $"{values.Length} operands, expected {expected} ({row.Operands})");
        }

        var word = row.Match | Bits(row, suffixes);
        for (var i = 0; i < values.Length; i++)
        {
            operands[i].Require(row.Mnemonic, values[i]);
            word |= operands[i].Insert(values[i]);
        }

        return word;
    }

    /// <summary>Encodes with operands by field name, in any order; those not given are 0.</summary>
    /// <exception cref="EncodingException">An unknown name or a value out of range.</exception>
    public static uint EncodeFields(Op op, Suffixes suffixes, params ReadOnlySpan<(string Name, int Value)> named)
    {
        var operands = Operands(op);
        var row = InstructionTable.Row(op);
        var word = row.Match | Bits(row, suffixes);
        foreach (var (name, value) in named)
        {
            var operand = operands.FirstOrDefault(candidate => candidate.Name == name)
                ?? throw new EncodingException(row.Mnemonic, $"no operand {name}, expected one of {row.Operands}");
            operand.Require(row.Mnemonic, value);
            word |= operand.Insert(value);
        }

        return word;
    }

    private static uint Bits(InstructionRow row, Suffixes suffixes)
    {
        foreach (var suffix in RowSpellings.SuffixesOf(row))
        {
            if (suffix.Bits == suffixes)
            {
                return (uint)suffixes;
            }
        }

        throw new EncodingException(row.Mnemonic, $"suffixes {suffixes} do not exist for this instruction");
    }
}
