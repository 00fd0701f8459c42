namespace PpuSim.Isa.Assembly;

/// <summary>A named value: a label, or the result of <c>.equ</c>.</summary>
internal sealed class Definition(string name, SourcePosition position, bool isLabel)
{
    public string Name { get; } = name;

    public SourcePosition Position { get; } = position;

    public bool IsLabel { get; } = isLabel;

    /// <summary>Known value, else null and <see cref="Deferred"/> gives it later.</summary>
    public Value? Value { get; set; }

    /// <summary>Expression with symbols that were not known yet, with the address that <c>.</c> had there.</summary>
    public Expression? Deferred { get; set; }

    public Value Location { get; set; }

    /// <summary>Statement of the definition, for local labels in <see cref="Deferred"/>.</summary>
    public int Statement { get; set; }
}

/// <summary>Symbols and local labels of a program.</summary>
internal sealed class Definitions
{
    private readonly Dictionary<string, Definition> byName = new(StringComparer.Ordinal);
    private readonly Dictionary<(string File, long Number), List<(int Statement, Value Value)>> locals = [];

    public IEnumerable<Definition> All => byName.Values;

    public HashSet<string> Globals { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, AssembledSymbolKind> Kinds { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, uint> Sizes { get; } = new(StringComparer.Ordinal);

    public Definition? Find(string name) => byName.GetValueOrDefault(name);

    public void AddLabel(Token name, Value value)
    {
        if (byName.TryGetValue(name.Text, out var earlier))
        {
            throw new AssemblyFault(name.Position, $"symbol '{name.Text}' is already defined at {earlier.Position}");
        }

        byName.Add(name.Text, new Definition(name.Text, name.Position, true) { Value = value });
    }

    public void Assign(Token name, Value? value, Expression expression, Value location, int statement)
    {
        if (byName.TryGetValue(name.Text, out var earlier) && earlier.IsLabel)
        {
            throw new AssemblyFault(name.Position, $"symbol '{name.Text}' is already defined at {earlier.Position}");
        }

        byName[name.Text] = new Definition(name.Text, name.Position, false)
        {
            Value = value,
            Deferred = value is null ? expression : null,
            Location = location,
            Statement = statement,
        };
    }

    public void AddLocal(string file, long number, int statement, Value value)
    {
        if (!locals.TryGetValue((file, number), out var list))
        {
            locals.Add((file, number), list = []);
        }

        list.Add((statement, value));
    }

    /// <summary>The local label as seen from a statement; a label of the same statement is behind.</summary>
    public Value? FindLocal(string file, long number, bool forward, int statement)
    {
        Value? found = null;
        foreach (var (at, value) in locals.GetValueOrDefault((file, number), []))
        {
            if (at > statement)
            {
                return forward ? value : found;
            }

            found = forward ? null : value;
        }

        return found;
    }
}
