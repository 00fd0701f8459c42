using PpuSim.Isa.Operands;

namespace PpuSim.Isa.Mnemonics;

/// <summary>
/// One way to write an instruction: a mnemonic with an operand list. Several spellings may give the same word; the disassembler takes the first that fits.
/// </summary>
public sealed class Spelling
{
    /// <param name="mnemonic">With all suffixes.</param>
    /// <param name="op">The instruction; <see cref="Op.Undefined"/> for known encodings that the core passes over.</param>
    /// <param name="match">Bits that the mnemonic fixes; every bit outside the operands is fixed.</param>
    /// <param name="operands">In assembler order.</param>
    /// <param name="printed">False for spellings that are read but never printed.</param>
    internal Spelling(string mnemonic, Op op, uint match, Operand[] operands, bool printed)
    {
        Mnemonic = mnemonic;
        Op = op;
        Match = match;
        Operands = operands;
        IsPrinted = printed;
        Mask = ~operands.Aggregate(0u, (mask, operand) => mask | operand.Mask);
        Written = operands.Count(operand => !operand.InParentheses);
    }

    public string Mnemonic { get; }

    public Op Op { get; }

    /// <summary>Value of the bits in <see cref="Mask"/>.</summary>
    public uint Match { get; }

    /// <summary>Bits that belong to no operand.</summary>
    public uint Mask { get; }

    public IReadOnlyList<Operand> Operands { get; }

    /// <summary>Number of operands between commas.</summary>
    public int Written { get; }

    public bool IsPrinted { get; }

    /// <summary>True for branches whose target operand is an address.</summary>
    public bool IsAbsolute => (Match & (uint)Suffixes.Absolute) != 0 && Operands.Any(operand => operand.Kind == OperandKind.Target);

    /// <summary>
    /// Turns the operands as written into those of the word, for mnemonics whose operands depend on each other; null when they are the same.
    /// </summary>
    internal Func<int[], int[]>? Rewrite { get; init; }

    /// <summary>Operands that <see cref="Rewrite"/> produces.</summary>
    internal Spelling? Rewritten { get; init; }

    /// <summary>True when a written list of <paramref name="count"/> operands fits: all of them, or all without the optional ones.</summary>
    public bool Takes(int count) => count == Written || count == Written - Operands.Count(operand => operand.Optional);

    /// <summary>The word with these operand values, one per operand.</summary>
    /// <exception cref="EncodingException">One is out of range.</exception>
    public uint Encode(ReadOnlySpan<int> values)
    {
        for (var i = 0; i < Operands.Count; i++)
        {
            Operands[i].Require(Mnemonic, values[i]);
        }

        if (Rewrite is not null)
        {
            return Rewritten!.Encode(Rewrite(values.ToArray()));
        }

        var word = Match;
        for (var i = 0; i < Operands.Count; i++)
        {
            word |= Operands[i].Insert(values[i]);
        }

        return word;
    }

    /// <summary>The operand values in <paramref name="word"/>, or null when the word is not of this spelling.</summary>
    public int[]? Decode(uint word)
    {
        if ((word & Mask) != Match || Rewrite is not null)
        {
            return null;
        }

        var values = new int[Operands.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (!Operands[i].TryExtract(word, out values[i]))
            {
                return null;
            }
        }

        return values;
    }
}
