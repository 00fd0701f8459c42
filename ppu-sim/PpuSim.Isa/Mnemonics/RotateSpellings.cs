using PpuSim.Isa.Operands;

namespace PpuSim.Isa.Mnemonics;

/// <summary>Simplified rotates: shifts, bit field extraction and insertion.</summary>
internal static class RotateSpellings
{
    public static IEnumerable<Spelling> All(Spelling[] plain) =>
    [
        .. Single("slwi", Op.Rlwinm, "SLWI", true),
        .. Single("srwi", Op.Rlwinm, "SRWI", true),
        .. Single("rotlwi", Op.Rlwinm, "ROTLWI", true),
        .. Single("clrlwi", Op.Rlwinm, "CLRLWI", true),
        .. Single("clrrwi", Op.Rlwinm, "CLRRWI", true),
        .. Single("rotrwi", Op.Rlwinm, "ROTRWI", false),
        .. RowSpellings.Of(InstructionTable.Row(Op.Rlwnm), "rotlw", OperandList.Parse("RA,RS,RB", Form.M), 31 << 1, true),

        // Operands n (length) and b (first bit): shift, first and last bit of the mask follow.
        .. Pair("extlwi", "rlwinm", plain, (n, b) => (b, 0, n - 1)),
        .. Pair("extrwi", "rlwinm", plain, (n, b) => (b + n & 31, 32 - n, 31)),
        .. Pair("inslwi", "rlwimi", plain, (n, b) => (32 - b & 31, b, b + n - 1)),
        .. Pair("insrwi", "rlwimi", plain, (n, b) => (32 - (b + n) & 31, b, b + n - 1)),

        // Operands b (bits to clear) and n (shift).
        .. Pair("clrlslwi", "rlwinm", plain, (b, n) => (n, b - n & 31, 31 - n)),
        .. Masked("rlwinm", plain, "SH"),
        .. Masked("rlwimi", plain, "SH"),
        .. Masked("rlwnm", plain, "RB"),
    ];

    private static IEnumerable<Spelling> Single(string mnemonic, Op op, string operand, bool printed) =>
        RowSpellings.Of(InstructionTable.Row(op), mnemonic, OperandList.Parse("RA,RS," + operand, Form.M), 0, printed);

    private static IEnumerable<Spelling> Pair(string mnemonic, string target, Spelling[] plain, Func<int, int, (int Shift, int Begin, int End)> fields) =>
        from suffix in new[] { string.Empty, "." }
        let rewritten = plain.Single(spelling => spelling.Mnemonic == target + suffix)
        select new Spelling(mnemonic + suffix, rewritten.Op, rewritten.Match, [.. OperandList.Parse("RA,RS", Form.M), Number("n", 32), Number("b", 31)], false)
        {
            Rewritten = rewritten,
            Rewrite = values =>
            {
                var (shift, begin, end) = fields(values[2], values[3]);
                return [values[0], values[1], shift, begin, end];
            },
        };

    // rlwinm ra,rs,sh,mask: the mask as a number, whose ones must be contiguous, possibly around the end of the word.
    private static IEnumerable<Spelling> Masked(string target, Spelling[] plain, string amount) =>
        from suffix in new[] { string.Empty, "." }
        let rewritten = plain.Single(spelling => spelling.Mnemonic == target + suffix)
        select new Spelling(target + suffix, rewritten.Op, rewritten.Match, [.. OperandList.Parse("RA,RS," + amount, Form.M), Mask()], false)
        {
            Rewritten = rewritten,
            Rewrite = values =>
            {
                var (begin, end) = MaskBounds(rewritten.Mnemonic, (uint)values[3]);
                return [values[0], values[1], values[2], begin, end];
            },
        };

    private static (int Begin, int End) MaskBounds(string mnemonic, uint mask)
    {
        for (var begin = 0; begin < 32; begin++)
        {
            for (var end = 0; end < 32; end++)
            {
                if (MaskOf(begin, end) == mask)
                {
                    return (begin, end);
                }
            }
        }

        throw new EncodingException(mnemonic, $"operand mask is 0x{mask:x}, expected one run of ones");
    }

    private static uint MaskOf(int begin, int end)
    {
        var from = uint.MaxValue >> begin;
        var to = uint.MaxValue << (31 - end);
        return begin <= end ? from & to : from | to;
    }

    private static Operand Number(string name, int maximum) => new(name, OperandKind.Number, 0, 0, maximum, _ => 0, _ => 0);

    private static Operand Mask() => new("mask", OperandKind.Number, 0, int.MinValue, int.MaxValue, _ => 0, _ => 0) { TakesAnyWord = true };
}
