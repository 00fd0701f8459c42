namespace PpuSim.Isa.Assembly;

/// <summary>The sections of a program in order of appearance, and where they go.</summary>
internal sealed class SectionList
{
    private readonly List<Section> sections = [];

    public IReadOnlyList<Section> All => sections;

    /// <summary>The section of that name; it is made with the properties that its name or <paramref name="flags"/> give.</summary>
    /// <param name="name">Section name.</param>
    /// <param name="flags">Letters of <c>.section</c>: a occupies memory, w writable, x executable; null when not given.</param>
    /// <param name="isZero">From <c>@nobits</c>; null when not given.</param>
    public Section Find(string name, string? flags = null, bool? isZero = null)
    {
        var section = sections.Find(candidate => candidate.Name == name);
        if (section is null)
        {
            flags ??= DefaultFlags(name);
            section = new Section(name, flags.Contains('a'), flags.Contains('x'), flags.Contains('w'), isZero ?? IsZeroName(name));
            sections.Add(section);
        }

        return section;
    }

    /// <summary>Gives every section its address: code, constants, variables, zeros, each in order of appearance.</summary>
    public void Place(AssemblerOptions options)
    {
        var address = (long)options.CodeAddress;
        var inCode = true;
        foreach (var section in sections.Where(section => section.OccupiesMemory && section.Length > 0).OrderBy(Rank))
        {
            if (inCode && !section.IsExecutable)
            {
                inCode = false;
                address = options.DataAddress ?? address;
            }

            address = (address + section.Alignment - 1) / section.Alignment * section.Alignment;
            section.Address = (uint)address;
            address += section.Length;
        }
    }

    private static int Rank(Section section) => section switch
    {
        { IsExecutable: true } => 0,
        { IsZero: true } => 3,
        { IsWritable: true } => 2,
        _ => 1,
    };

    private static string DefaultFlags(string name)
    {
        if (Begins(name, ".text") || Begins(name, ".init"))
        {
            return "ax";
        }

        return Begins(name, ".data") || Begins(name, ".sdata") || IsZeroName(name) ? "aw" : Begins(name, ".rodata") ? "a" : string.Empty;
    }

    private static bool IsZeroName(string name) => Begins(name, ".bss") || Begins(name, ".sbss");

    private static bool Begins(string name, string stem) => name == stem || name.StartsWith(stem + ".", StringComparison.Ordinal);
}
