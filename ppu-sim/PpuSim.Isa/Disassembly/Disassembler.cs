using System.Text;
using PpuSim.Isa.Mnemonics;
using PpuSim.Isa.Operands;

namespace PpuSim.Isa.Disassembly;

/// <summary>Turns instruction words into text that assembles to the same words.</summary>
public static class Disassembler
{
    /// <param name="word">Instruction word.</param>
    /// <param name="address">Where it stands; branch distances become addresses with it.</param>
    public static DisassembledInstruction Disassemble(uint word, uint address = 0)
    {
        var row = InstructionTable.Find(word);
        return Spell(row?.Op ?? Op.Undefined, word, address) ?? new DisassembledInstruction(".long", $"0x{word:x8}", null, Note(row, word, address));
    }

    private static DisassembledInstruction? Spell(Op op, uint word, uint address)
    {
        foreach (var spelling in SpellingTable.OfInstruction(op))
        {
            if (spelling.Decode(word) is { } values)
            {
                return Write(spelling, values, address);
            }
        }

        return null;
    }

    private static DisassembledInstruction Write(Spelling spelling, int[] values, uint address)
    {
        var text = new StringBuilder();
        uint? target = null;
        for (var i = 0; i < values.Length; i++)
        {
            var operand = spelling.Operands[i];
            if (operand.Optional && values[i] == 0)
            {
                continue;
            }

            if (operand.Kind == OperandKind.Target)
            {
                target = (uint)values[i] + (spelling.IsAbsolute ? 0 : address);
                values[i] = (int)target;
            }

            var separator = text.Length == 0 || operand.InParentheses ? string.Empty : ",";
            var value = OperandText.Of(operand, values[i]);
            text.Append(separator).Append(operand.InParentheses ? $"({value})" : value);
        }

        return new DisassembledInstruction(spelling.Mnemonic, text.ToString(), target);
    }

    // The core looks at the bits of the row's mask only: other bits that no operand uses change nothing.
    private static string? Note(InstructionRow? row, uint word, uint address)
    {
        if (row is null)
        {
            return "undefined, passed over";
        }

        var used = row.Mask | Encoder.Operands(row.Op).Aggregate(0u, (mask, operand) => mask | operand.Mask);
        foreach (var suffix in RowSpellings.SuffixesOf(row))
        {
            used |= (uint)suffix.Bits;
        }

        return Spell(row.Op, word & used, address) is { } executed ? $"executes as {executed.Text}, unused bits 0x{word & ~used:x} set" : $"executes as {row.Mnemonic}";
    }
}
