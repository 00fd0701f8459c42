namespace PpuSim.Isa.Operands;

/// <summary>One operand: its bits in the instruction word and the values it takes.</summary>
public sealed class Operand
{
    private readonly Func<int, uint> insert;
    private readonly Func<uint, int> extract;

    /// <param name="name">Field name of the manual, such as <c>RA</c>.</param>
    /// <param name="kind">What it names.</param>
    /// <param name="mask">Bits of the word that it occupies.</param>
    /// <param name="minimum">Smallest value.</param>
    /// <param name="maximum">Largest value.</param>
    /// <param name="insert">Value to bits of the word.</param>
    /// <param name="extract">Word to value; may return anything for words that no value produces.</param>
    public Operand(string name, OperandKind kind, uint mask, int minimum, int maximum, Func<int, uint> insert, Func<uint, int> extract)
    {
        Name = name;
        Kind = kind;
        Mask = mask;
        Minimum = minimum;
        Maximum = maximum;
        this.insert = insert;
        this.extract = extract;
    }

    public string Name { get; }

    public OperandKind Kind { get; }

    public uint Mask { get; }

    public int Minimum { get; }

    public int Maximum { get; }

    /// <summary>Values must be multiples of this.</summary>
    public int Step { get; init; } = 1;

    /// <summary>Takes any 32-bit number, signed or not.</summary>
    public bool TakesAnyWord { get; init; }

    /// <summary>May be left out, which means 0.</summary>
    public bool Optional { get; init; }

    /// <summary>Written in parentheses behind the operand before it, as the base register of a displacement.</summary>
    public bool InParentheses { get; init; }

    /// <summary>True when the sign of a 16-bit value does not matter, because both readings give the same bits.</summary>
    public bool IsSigned => Minimum < 0;

    /// <summary>The same operand, optional or in parentheses.</summary>
    public Operand With(bool optional = false, bool inParentheses = false) =>
        new(Name, Kind, Mask, Minimum, Maximum, insert, extract) { Step = Step, Optional = optional, InParentheses = inParentheses };

    /// <summary>The bits of <paramref name="value"/>, which must have passed <see cref="Require"/>.</summary>
    public uint Insert(int value) => insert(value) & Mask;

    /// <summary>The value in <paramref name="word"/>; false where no value of this operand gives these bits.</summary>
    public bool TryExtract(uint word, out int value)
    {
        value = extract(word);
        return value >= Minimum && value <= Maximum && Insert(value) == (word & Mask);
    }

    /// <exception cref="EncodingException"><paramref name="value"/> is out of range.</exception>
    public void Require(string mnemonic, long value)
    {
        if (value < Minimum || value > Maximum)
        {
            throw new EncodingException(mnemonic, $"operand {Name} is {value}, expected {Minimum} to {Maximum}");
        }

        if (value % Step != 0)
        {
            throw new EncodingException(mnemonic, $"operand {Name} is {value}, expected a multiple of {Step}");
        }
    }
}
