using System.Buffers.Binary;

namespace PpuSim.Isa.Assembly;

/// <summary>
/// State of one pass over all statements. The first pass finds the length of everything and with it the place of every label; the second writes the bytes.
/// </summary>
internal sealed class AssemblyPass
{
    private readonly Evaluator evaluator;
    private readonly Stack<Section> pushed = new();
    private Section previous;

    public AssemblyPass(SectionList sections, Definitions definitions, bool isFinal)
    {
        Sections = sections;
        Definitions = definitions;
        IsFinal = isFinal;
        evaluator = new Evaluator(definitions);
        Section = previous = sections.Find(".text");
    }

    public SectionList Sections { get; }

    public Definitions Definitions { get; }

    /// <summary>True in the second pass.</summary>
    public bool IsFinal { get; }

    public Section Section { get; private set; }

    public List<AssembledLine> Lines { get; } = [];

    public List<AssemblyMessage> Warnings { get; } = [];

    /// <summary>Names of <c>.file</c> by number, for <c>.loc</c>.</summary>
    public Dictionary<long, string> Files { get; } = [];

    /// <summary>Place that <c>.loc</c> gave, which then stands for that of the statement.</summary>
    public SourcePosition? Place { get; set; }

    /// <summary>Index of the statement being assembled.</summary>
    public int Statement { get; set; }

    /// <summary>Value of <c>.</c>.</summary>
    public Value Location => new(Section.Offset, Section);

    /// <summary>Address of the next byte; final in the second pass.</summary>
    public uint Address => Section.Address + Section.Offset;

    public void Enter(Section section)
    {
        previous = Section;
        Section = section;
    }

    public void EnterPrevious() => Enter(previous);

    public void Push(Section section)
    {
        pushed.Push(Section);
        Enter(section);
    }

    public bool TryPop()
    {
        var found = pushed.TryPop(out var section);
        if (found)
        {
            Enter(section!);
        }

        return found;
    }

    /// <summary>The value of an expression: final in the second pass, possibly relative to a section in the first.</summary>
    public Value Evaluate(Expression expression, Evaluator.KnownNames? names = null) =>
        evaluator.Evaluate(expression, Location, Statement, IsFinal, names);

    /// <summary>The value as the first pass can know it: a number or a place in a section.</summary>
    public Value EvaluateRelative(Expression expression) => evaluator.Evaluate(expression, Location, Statement, isFinal: false);

    /// <summary>A number that must be known when it is met, such as a length.</summary>
    public long EvaluateNow(Expression expression)
    {
        // In both passes from what the first pass knows, so that both find the same.
        var value = EvaluateRelative(expression);
        return value.Section is null ? value.Number : throw new AssemblyFault(expression.Position, "this value must be known here, but it depends on the address of a section");
    }

    public void EmitWord(uint word) => EmitNumber(word, sizeof(uint));

    /// <summary>Appends the last <paramref name="size"/> bytes (at most 8) of a number, big-endian.</summary>
    public void EmitNumber(long value, int size)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        Section.Append(bytes[^size..]);
    }

    /// <summary>Appends zeros, or <paramref name="fill"/> bytes.</summary>
    public void Emit(long count, byte fill, SourcePosition position)
    {
        const long LargestSection = 1 << 24;
        if (count < 0 || Section.Offset + count > LargestSection)
        {
            throw new AssemblyFault(position, $"{count} bytes, expected 0 to {LargestSection - Section.Offset}");
        }

        if (Section.IsZero)
        {
            Section.Skip((uint)count);
            return;
        }

        var bytes = new byte[count];
        bytes.AsSpan().Fill(fill);
        Section.Append(bytes);
    }

    /// <summary>Records that the next <paramref name="length"/> bytes come from the line of <paramref name="position"/>.</summary>
    public void MarkLine(SourcePosition position, uint length)
    {
        if (IsFinal && Section.IsExecutable)
        {
            Lines.Add(new AssembledLine(Address, length, Place ?? position));
        }
    }
}
